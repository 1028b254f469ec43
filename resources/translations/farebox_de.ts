<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AssignViews</name>
    <message>
        <source>A rule for the program %1 placed this call.</source>
        <translation>Eine Regel für das Programm %1 hat diesen Aufruf zugeordnet.</translation>
    </message>
    <message>
        <source>A rule for the folder %1 placed this call.</source>
        <translation>Eine Regel für den Ordner %1 hat diesen Aufruf zugeordnet.</translation>
    </message>
    <message>
        <source>Nothing tells the repository of this call. Where do such calls belong, from the next one on?</source>
        <translation>Nichts verrät das Repository dieses Aufrufs. Wohin gehören solche Aufrufe, ab dem nächsten?</translation>
    </message>
</context>
<context>
    <name>BudgetDrafts</name>
    <message>
        <source>Give the budget a name.</source>
        <translation>Geben Sie dem Budget einen Namen.</translation>
    </message>
</context>
<context>
    <name>CallViews</name>
    <message>
        <source>Nothing is billed.</source>
        <translation>Nichts wird berechnet.</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>zum Teil</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Vendor not reached</source>
        <translation>Anbieter nicht erreicht</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Error %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a source and how sure it is</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 × %2 / M</source>
        <extracomment>A count of tokens, and their price for a million: &quot;1,200 × $3.75 / M&quot;.</extracomment>
        <translation>%1 × %2 / Mio.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>Eingabe aus Cache</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Price rule</source>
        <translation>Preisregel</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
</context>
<context>
    <name>Glances</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>Braucht einen Blick</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation>Wartet auf Neues</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A share, &quot;55 %&quot;.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Farebox is not running: calls are not counted.</source>
        <translation>Farebox läuft nicht: Aufrufe werden nicht gezählt.</translation>
    </message>
    <message>
        <source>Farebox has no figures yet.</source>
        <translation>Farebox hat noch keine Zahlen.</translation>
    </message>
    <message>
        <source>Month %1</source>
        <translation>Monat %1</translation>
    </message>
    <message>
        <source>Month %1 of %2 (%3)</source>
        <translation>Monat %1 von %2 (%3)</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Heute %1</translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>−%1</source>
        <comment>a negative amount</comment>
        <translation>−%1</translation>
    </message>
    <message>
        <source>&lt;$%1</source>
        <translation>&lt;%1 $</translation>
    </message>
    <message>
        <source>$%1</source>
        <comment>an amount in US dollars</comment>
        <translation>%1 $</translation>
    </message>
    <message>
        <source>$%1k</source>
        <comment>thousands of US dollars</comment>
        <translation>%1 Tsd. $</translation>
    </message>
    <message>
        <source>$%1M</source>
        <comment>millions of US dollars</comment>
        <translation>%1 Mio. $</translation>
    </message>
    <message>
        <source>%1k</source>
        <comment>thousands</comment>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>millions</comment>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation>Keine Aufrufe.</translation>
    </message>
    <message numerus="yes">
        <source>No price is known for %Ln call(s).</source>
        <translation>
            <numerusform>Für %Ln Aufruf ist kein Preis bekannt.</numerusform>
            <numerusform>Für %Ln Aufrufe ist kein Preis bekannt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %Ln unpriced</source>
        <translation>
            <numerusform>+ %Ln ohne Preis</numerusform>
            <numerusform>+ %Ln ohne Preis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln call(s) whose price is not known</source>
        <translation>
            <numerusform>%1, und %Ln Aufruf, dessen Preis nicht bekannt ist</numerusform>
            <numerusform>%1, und %Ln Aufrufe, deren Preis nicht bekannt ist</numerusform>
        </translation>
    </message>
    <message>
        <source>The price is not known.</source>
        <translation>Der Preis ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Unknown agent</source>
        <translation>Unbekannter Agent</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>An agent and the helper it started: &quot;Codex · reviewer&quot;.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 @ %2</source>
        <extracomment>A repository and its branch.</extracomment>
        <translation>%1 @ %2</translation>
    </message>
    <message>
        <source>Which repository this was for is not known.</source>
        <translation>Für welches Repository das war, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Unattributed</source>
        <translation>Nicht zugeordnet</translation>
    </message>
    <message>
        <source>The repository is certain.</source>
        <translation>Das Repository ist sicher.</translation>
    </message>
    <message>
        <source>The repository is likely.</source>
        <translation>Das Repository ist wahrscheinlich.</translation>
    </message>
    <message>
        <source>The repository is a guess.</source>
        <translation>Das Repository ist geraten.</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>token counts</source>
        <translation>Tokenzahlen</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>your account</source>
        <translation>Ihr Konto</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>dieses Gerät</translation>
    </message>
    <message>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>PopoverViews</name>
    <message>
        <source>Billed</source>
        <translation>Abgerechnet</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>API calls at their list price, and what the calls of your subscription would have cost by the API.</source>
        <translation>API-Aufrufe zum Listenpreis, und was die Aufrufe Ihres Abonnements über die API gekostet hätten.</translation>
    </message>
    <message>
        <source>API-equivalent</source>
        <translation>API-Gegenwert</translation>
    </message>
    <message>
        <source>What these calls cost by the API&apos;s list prices. A subscription bills differently.</source>
        <translation>Was diese Aufrufe nach den Listenpreisen der API kosten. Ein Abonnement rechnet anders ab.</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>the limit of a budget</comment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>At this pace the budget runs out %1</source>
        <translation>Bei diesem Tempo ist das Budget am Ende: %1</translation>
    </message>
    <message>
        <source>At this pace %1 by the end of the month</source>
        <translation>Bei diesem Tempo %1 bis zum Monatsende</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>an agent and when it made its last call</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln Aufruf</numerusform>
            <numerusform>%Ln Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Every call was attributed.</source>
        <translation>Jeder Aufruf wurde zugeordnet.</translation>
    </message>
    <message>
        <source>All work</source>
        <translation>Alle Arbeit</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>spent of a limit</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 spent, %2 reserved for calls under way, limit %3</source>
        <translation>%1 ausgegeben, %2 für laufende Aufrufe reserviert, Grenze %3</translation>
    </message>
    <message>
        <source>Resets %1</source>
        <translation>Neu ab %1</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>Pausiert bis %1</translation>
    </message>
    <message>
        <source>Overridden until %1</source>
        <translation>Übergangen bis %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>Farebox is not running</source>
        <translation>Farebox läuft nicht</translation>
    </message>
    <message>
        <source>Calls are neither counted nor held back. Agents that go through Farebox cannot reach their vendor until it starts again.</source>
        <translation>Aufrufe werden weder gezählt noch zurückgehalten. Agenten, die über Farebox gehen, erreichen ihren Anbieter erst, wenn es wieder läuft.</translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation>Wartet auf Neues</translation>
    </message>
    <message>
        <source>The daemon is there but did not answer; these figures may be old.</source>
        <translation>Der Dienst ist da, hat aber nicht geantwortet; diese Zahlen können alt sein.</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>Von Ihnen pausiert</translation>
    </message>
    <message>
        <source>Agents get an answer that says so; nothing is sent to the vendors.</source>
        <translation>Agenten bekommen eine Antwort, die das sagt; nichts geht an die Anbieter.</translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <translation>%1 ist pausiert</translation>
    </message>
    <message>
        <source>%1, over its limit of %2. Starts again %3.</source>
        <translation>%1, über der Grenze von %2. Weiter: %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) to send</source>
        <translation>
            <numerusform>%Ln Aufruf zu senden</numerusform>
            <numerusform>%Ln Aufrufe zu senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync stopped</source>
        <translation>Abgleich angehalten</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>Abgeglichen %1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln Problem</numerusform>
            <numerusform>%Ln Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unattributed</source>
        <translation>
            <numerusform>%Ln nicht zugeordnet</numerusform>
            <numerusform>%Ln nicht zugeordnet</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing leaves this machine.</source>
        <translation>Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Sent to your organisation: %1. Never prompts, answers or keys.</source>
        <translation>An Ihre Organisation gesendet: %1. Nie Prompts, Antworten oder Schlüssel.</translation>
    </message>
    <message>
        <source>Managed by %1</source>
        <translation>Verwaltet von %1</translation>
    </message>
    <message>
        <source>The vendors bill these calls; shown at their list prices.</source>
        <translation>Die Anbieter berechnen diese Aufrufe; gezeigt zu ihren Listenpreisen.</translation>
    </message>
    <message>
        <source>Open to see why, and to say where such calls belong.</source>
        <translation>Öffnen, um den Grund zu sehen und solche Aufrufe zuzuordnen.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>On port %1</source>
        <translation>An Port %1</translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Who set a value, and the file or key where it is written.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy</source>
        <translation>Durch die Richtlinie dieses Rechners gesperrt</translation>
    </message>
    <message>
        <source>Locked by your organisation</source>
        <translation>Von Ihrer Organisation gesperrt</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Set by you</source>
        <translation>Von Ihnen gesetzt</translation>
    </message>
    <message>
        <source>Suggested by your organisation</source>
        <translation>Vorschlag Ihrer Organisation</translation>
    </message>
    <message>
        <source>Suggested by this machine</source>
        <translation>Vorschlag dieses Rechners</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Only who manages this machine can set this</source>
        <translation>Nur wer diesen Rechner verwaltet, kann das setzen</translation>
    </message>
    <message>
        <source>Counts after a restart of Farebox</source>
        <translation>Gilt nach einem Neustart von Farebox</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>vor %Ln Min.</numerusform>
            <numerusform>vor %Ln Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>vor %Ln Std.</numerusform>
            <numerusform>vor %Ln Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>vor %Ln Tag</numerusform>
            <numerusform>vor %Ln Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln Min.</numerusform>
            <numerusform>%Ln Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln Std.</numerusform>
            <numerusform>%Ln Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A day of the week and a time: &quot;Thu 18:30&quot;.</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>MMM d</source>
        <extracomment>A date without its year, in Qt&apos;s words: MMM = Nov, d = 22.</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>MMM d, HH:mm:ss</source>
        <extracomment>A date and time, in Qt&apos;s words.</extracomment>
        <translation>d. MMM, HH:mm:ss</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>MMM d, HH:mm</source>
        <extracomment>A date and time without seconds, in Qt&apos;s words.</extracomment>
        <translation>d. MMM, HH:mm</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AboutPage</name>
    <message>
        <source>About</source>
        <translation>Über Farebox</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <source>Farebox carries the calls of your coding agents to their vendors unchanged, finds out which repository and branch each was for, and counts what it cost.</source>
        <translation>Farebox trägt die Aufrufe Ihrer Coding-Agenten unverändert zu ihren Anbietern, findet heraus, für welches Repository und welchen Branch jeder war, und zählt, was er gekostet hat.</translation>
    </message>
    <message>
        <source>What it keeps</source>
        <translation>Was es behält</translation>
    </message>
    <message>
        <source>Times, names, token counts and prices, on this machine. Never a prompt, an answer or a key.</source>
        <translation>Zeiten, Namen, Tokenzahlen und Preise, auf diesem Rechner. Nie einen Prompt, eine Antwort oder einen Schlüssel.</translation>
    </message>
    <message>
        <source>What it sends</source>
        <translation>Was es sendet</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Version %1, daemon %2</source>
        <translation>Version %1, Dienst %2</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AgentsPage</name>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>Letzter Aufruf</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AmountLabel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>For screen readers: a name and an amount, &quot;Today: $4.20&quot;.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AssignForm</name>
    <message>
        <source>Which calls</source>
        <translation>Welche Aufrufe</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>Calls from %1 and below</source>
        <extracomment>Which calls a rule places: those made in a folder.</extracomment>
        <translation>Aufrufe aus %1 und darunter</translation>
    </message>
    <message>
        <source>Calls of the program %1</source>
        <translation>Aufrufe des Programms %1</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BannerPanel</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Übergehen…</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Zahlungen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>US-Dollar</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>Pro</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>the system&apos;s, or Europe/Berlin</source>
        <translation>die des Systems, oder Europe/Berlin</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>any, or github.com/acme/*</source>
        <translation>alle, oder github.com/acme/*</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>any, or feat/*</source>
        <translation>alle, oder feat/*</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>any, or codex</source>
        <translation>alle, oder codex</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>any, or claude-opus*</source>
        <translation>alle, oder claude-opus*</translation>
    </message>
    <message>
        <source>Warns at</source>
        <translation>Warnt bei</translation>
    </message>
    <message>
        <source>Pauses at</source>
        <translation>Pausiert bei</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>An der Grenze</translation>
    </message>
    <message>
        <source>pause calls</source>
        <translation>Aufrufe anhalten</translation>
    </message>
    <message>
        <source>only warn</source>
        <translation>nur warnen</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Zählt</translation>
    </message>
    <message>
        <source>list price of billed calls</source>
        <translation>Listenpreis der abgerechneten Aufrufe</translation>
    </message>
    <message>
        <source>billed cost</source>
        <translation>abgerechnete Kosten</translation>
    </message>
    <message>
        <source>list price of everything, subscriptions too</source>
        <translation>Listenpreis von allem, auch Abonnements</translation>
    </message>
    <message>
        <source> %</source>
        <extracomment>A share after a number, &quot;80 %&quot;.</extracomment>
        <translation> %</translation>
    </message>
    <message>
        <source>One call</source>
        <translation>Ein Aufruf</translation>
    </message>
    <message>
        <source>any amount, or at most 2.00</source>
        <translation>beliebig, oder höchstens 2,00</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>Ohne Preis</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>durchlassen</translation>
    </message>
    <message>
        <source>pass and warn</source>
        <translation>durchlassen und warnen</translation>
    </message>
    <message>
        <source>refuse the call</source>
        <translation>Aufruf ablehnen</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetSection</name>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>Set a budget…</source>
        <translation>Budget festlegen…</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>For screen readers: a budget, what is spent of it, its state.</extracomment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Übergehen…</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation>%1 übergehen</translation>
    </message>
    <message>
        <source>End the override of %1</source>
        <translation>Übergehen von %1 beenden</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetsPage</name>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>New budget</source>
        <translation>Neues Budget</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A budget and how much of it is spent.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy.</source>
        <translation>Durch die Richtlinie dieses Rechners gesperrt.</translation>
    </message>
    <message>
        <source>Locked by your organisation.</source>
        <translation>Von Ihrer Organisation gesperrt.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsModel</name>
    <message>
        <source>%1 · %2</source>
        <comment>a model and what went wrong</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>The vendor did not say.</source>
        <translation>Der Anbieter hat es nicht angegeben.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Repository @ branch</source>
        <translation>Repository @ Branch</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsPage</name>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Filter by agent, repository, branch or model</source>
        <translation>Nach Agent, Repository, Branch oder Modell filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln Aufruf</numerusform>
            <numerusform>%Ln Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>The chosen call</source>
        <translation>Der gewählte Aufruf</translation>
    </message>
    <message>
        <source>It counts from the next call on. `farebox assign` lists the rules.</source>
        <translation>Gilt ab dem nächsten Aufruf. `farebox assign` zeigt die Regeln.</translation>
    </message>
    <message>
        <source>The rule is gone; this call stays where it placed it.</source>
        <translation>Die Regel ist entfernt; dieser Aufruf bleibt, wo sie ihn zugeordnet hat.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::DetailsWindow</name>
    <message>
        <source>Farebox</source>
        <translation>Farebox</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über Farebox</translation>
    </message>
</context>
<context>
    <name>farebox::ui::FooterPanel</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Hold back every call until you resume.</source>
        <translation>Jeden Aufruf zurückhalten, bis Sie fortsetzen.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>What is sent?</source>
        <translation>Was wird gesendet?</translation>
    </message>
</context>
<context>
    <name>farebox::ui::HeaderPanel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Budget of the month</source>
        <translation>Budget des Monats</translation>
    </message>
</context>
<context>
    <name>farebox::ui::LocalRequest</name>
    <message>
        <source>The daemon answered with status %1.</source>
        <translation>Der Dienst antwortete mit Status %1.</translation>
    </message>
    <message>
        <source>The daemon does not answer.</source>
        <translation>Der Dienst antwortet nicht.</translation>
    </message>
    <message>
        <source>The daemon took too long to answer.</source>
        <translation>Der Dienst brauchte zu lange für eine Antwort.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::Meter</name>
    <message>
        <source>%1: %2 spent</source>
        <extracomment>For screen readers: the name of a budget and how much of it is spent.</extracomment>
        <translation>%1: %2 ausgegeben</translation>
    </message>
    <message>
        <source>Warns at %1, pauses at %2</source>
        <translation>Warnt bei %1, pausiert bei %2</translation>
    </message>
</context>
<context>
    <name>farebox::ui::NowSection</name>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>No agent made a call lately.</source>
        <translation>Kein Agent hat in letzter Zeit einen Aufruf gemacht.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::OverrideForm</name>
    <message>
        <source>30 min</source>
        <translation>30 Min.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Std.</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 Std.</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 Std.</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Why? It is kept in the audit log.</source>
        <translation>Warum? Es steht im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>Override every budget</source>
        <translation>Jedes Budget übergehen</translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation>%1 übergehen</translation>
    </message>
    <message>
        <source>Ask your organisation</source>
        <translation>Ihre Organisation fragen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Your organisation was asked. Calls go on when it approves.</source>
        <translation>Ihre Organisation ist gefragt. Es geht weiter, sobald sie zustimmt.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::Popover</name>
    <message>
        <source>Farebox</source>
        <translation>Farebox</translation>
    </message>
</context>
<context>
    <name>farebox::ui::SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>farebox::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TopSection</name>
    <message>
        <source>Today by</source>
        <translation>Heute nach</translation>
    </message>
    <message>
        <source>Repos</source>
        <translation>Repos</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Branches</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>No calls today.</source>
        <translation>Heute keine Aufrufe.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayApp</name>
    <message>
        <source>%1 is at %2</source>
        <translation>%1 ist bei %2</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayMenu</name>
    <message>
        <source>Open Farebox</source>
        <translation>Farebox öffnen</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details…</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Übergehen…</translation>
    </message>
    <message>
        <source>Pause all calls</source>
        <translation>Alle Aufrufe anhalten</translation>
    </message>
    <message>
        <source>Resume calls</source>
        <translation>Aufrufe fortsetzen</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Quit the tray</source>
        <translation>Symbol beenden</translation>
    </message>
    <message>
        <source>Farebox: %1</source>
        <translation>Farebox: %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Heute %1</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendChart</name>
    <message>
        <source>Spend per day</source>
        <translation>Ausgaben pro Tag</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %Ln call(s)</source>
        <extracomment>A day, what it cost, how many calls.</extracomment>
        <translation>
            <numerusform>%1: %2, %Ln Aufruf</numerusform>
            <numerusform>%1: %2, %Ln Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation>ddd, d. MMM</translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>No days yet.</source>
        <translation>Noch keine Tage.</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendPage</name>
    <message>
        <source>Trend</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>Days shown</source>
        <translation>Gezeigte Tage</translation>
    </message>
    <message>
        <source>Sum of the days shown</source>
        <translation>Summe der gezeigten Tage</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln Aufruf</numerusform>
            <numerusform>%Ln Aufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s)</source>
        <translation>
            <numerusform>%1 an %Ln Tag</numerusform>
            <numerusform>%1 in %Ln Tagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::Welcome</name>
    <message>
        <source>Welcome to Farebox</source>
        <translation>Willkommen bei Farebox</translation>
    </message>
    <message>
        <source>What your coding agents cost, by repository and branch</source>
        <translation>Was Ihre Coding-Agenten kosten, nach Repository und Branch</translation>
    </message>
    <message>
        <source>Look at the ring</source>
        <translation>Auf den Ring achten</translation>
    </message>
    <message>
        <source>It fills with the month&apos;s budget. A click shows today, what burns now and what is left.</source>
        <translation>Er füllt sich mit dem Budget des Monats. Ein Klick zeigt heute, was gerade läuft und was übrig ist.</translation>
    </message>
    <message>
        <source>Your calls stay as they are</source>
        <translation>Ihre Aufrufe bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Not a byte is changed, and no prompt, answer or key is kept.</source>
        <translation>Kein Byte wird geändert, und kein Prompt, keine Antwort und kein Schlüssel wird behalten.</translation>
    </message>
    <message>
        <source>You stay in charge</source>
        <translation>Sie behalten die Hand darüber</translation>
    </message>
    <message>
        <source>A budget that pauses names its limit. One click and a reason lift it.</source>
        <translation>Ein Budget, das pausiert, nennt seine Grenze. Ein Klick und ein Grund heben sie auf.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>Los geht’s</translation>
    </message>
</context>
</TS>
