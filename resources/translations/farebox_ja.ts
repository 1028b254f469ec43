<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>BudgetDrafts</name>
    <message>
        <source>Give the budget a name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallViews</name>
    <message>
        <source>Nothing is billed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vendor not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a source and how sure it is</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 / M</source>
        <extracomment>A count of tokens, and their price for a million: &quot;1,200 × $3.75 / M&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Billing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Glances</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A share, &quot;55 %&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farebox is not running: calls are not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farebox has no figures yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month %1 of %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>−%1</source>
        <comment>a negative amount</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;$%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$%1</source>
        <comment>an amount in US dollars</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$%1k</source>
        <comment>thousands of US dollars</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$%1M</source>
        <comment>millions of US dollars</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1k</source>
        <comment>thousands</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>millions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No price is known for %n call(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n unpriced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n call(s) whose price is not known</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The price is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Unknown agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>An agent and the helper it started: &quot;Codex · reviewer&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 @ %2</source>
        <extracomment>A repository and its branch.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which repository this was for is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unattributed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository is certain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository is likely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository is a guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>session</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PopoverViews</name>
    <message>
        <source>Billed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the vendors will bill for these calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API calls at their list price, and what the calls of your subscription would have cost by the API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API-equivalent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What these calls cost by the API&apos;s list prices. A subscription bills differently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>the limit of a budget</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At this pace the budget runs out %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At this pace %1 by the end of the month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>an agent and when it made its last call</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every call was attributed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>spent of a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 spent, %2 reserved for calls under way, limit %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resets %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overridden until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farebox is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls are neither counted nor held back. Agents that go through Farebox cannot reach their vendor until it starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon is there but did not answer; these figures may be old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents get an answer that says so; nothing is sent to the vendors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, over its limit of %2. Starts again %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) to send</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working on port %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unattributed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent to your organisation: %1. Never prompts, answers or keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Managed by %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Who set a value, and the file or key where it is written.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked by your organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested by your organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested by this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A day of the week and a time: &quot;Thu 18:30&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM d</source>
        <extracomment>A date without its year, in Qt&apos;s words: MMM = Nov, d = 22.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM d, HH:mm:ss</source>
        <extracomment>A date and time, in Qt&apos;s words.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::AboutPage</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farebox carries the calls of your coding agents to their vendors unchanged, finds out which repository and branch each was for, and counts what it cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times, names, token counts and prices, on this machine. Never a prompt, an answer or a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1, daemon %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::AgentsPage</name>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never seen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::AmountLabel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: a name and an amount, &quot;Today: $4.20&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::BannerPanel</name>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s, or Europe/Berlin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any, or github.com/acme/*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any, or feat/*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any, or codex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any, or claude-opus*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warns at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pauses at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pause calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only warn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list price of billed calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>billed cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list price of everything, subscriptions too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <extracomment>A share after a number, &quot;80 %&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetSection</name>
    <message>
        <source>Budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a budget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>For screen readers: a budget, what is spent of it, its state.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the override of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetsPage</name>
    <message>
        <source>Budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A budget and how much of it is spent.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked by your organisation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsModel</name>
    <message>
        <source>%1 · %2</source>
        <comment>a model and what went wrong</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vendor did not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository @ branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsPage</name>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by agent, repository, branch or model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The chosen call</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::DetailsWindow</name>
    <message>
        <source>Farebox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::FooterPanel</name>
    <message>
        <source>What is collected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold back every call until you resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::HeaderPanel</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget of the month</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::LocalRequest</name>
    <message>
        <source>The daemon answered with status %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon took too long to answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::Meter</name>
    <message>
        <source>%1: %2 spent</source>
        <extracomment>For screen readers: the name of a budget and how much of it is spent.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warns at %1, pauses at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::NowSection</name>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No agent made a call lately.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::OverrideForm</name>
    <message>
        <source>30 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why? It is kept in the audit log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override every budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::Popover</name>
    <message>
        <source>Farebox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::SettingRow</name>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::TopSection</name>
    <message>
        <source>Today by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No calls today.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayApp</name>
    <message>
        <source>%1 is at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayMenu</name>
    <message>
        <source>Open Farebox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Override…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farebox: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendChart</name>
    <message>
        <source>Spend per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n call(s)</source>
        <extracomment>A day, what it cost, how many calls.</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No days yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendPage</name>
    <message>
        <source>Trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum of the days shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::Welcome</name>
    <message>
        <source>Welcome to Farebox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What your coding agents cost, by repository and branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It fills with the month&apos;s budget. A click shows today, what burns now and what is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your calls stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a byte is changed, and no prompt, answer or key is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You stay in charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A budget that pauses names its limit. One click and a reason lift it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get started</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
