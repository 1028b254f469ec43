<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Money</name>
    <message numerus="yes">
        <source>No price is known for %n call(s).</source>
        <translation>
            <numerusform>No price is known for %n call.</numerusform>
            <numerusform>No price is known for %n calls.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n unpriced</source>
        <translation>
            <numerusform>+ %n unpriced</numerusform>
            <numerusform>+ %n unpriced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n call(s) whose price is not known</source>
        <translation>
            <numerusform>%1, and %n call whose price is not known</numerusform>
            <numerusform>%1, and %n calls whose price is not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PopoverViews</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) to send</source>
        <translation>
            <numerusform>%n call to send</numerusform>
            <numerusform>%n calls to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unattributed</source>
        <translation>
            <numerusform>%n unattributed</numerusform>
            <numerusform>%n unattributed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsPage</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendChart</name>
    <message numerus="yes">
        <source>%1: %2, %n call(s)</source>
        <extracomment>A day, what it cost, how many calls.</extracomment>
        <translation>
            <numerusform>%1: %2, %n call</numerusform>
            <numerusform>%1: %2, %n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendPage</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation>
            <numerusform>%1 in %n day</numerusform>
            <numerusform>%1 in %n days</numerusform>
        </translation>
    </message>
</context>
</TS>
