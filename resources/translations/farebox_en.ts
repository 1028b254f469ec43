<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Money</name>
    <message numerus="yes">
        <source>No price is known for %Ln call(s).</source>
        <translation>
            <numerusform>No price is known for %Ln call.</numerusform>
            <numerusform>No price is known for %Ln calls.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %Ln unpriced</source>
        <translation>
            <numerusform>+ %Ln unpriced</numerusform>
            <numerusform>+ %Ln unpriced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln call(s) whose price is not known</source>
        <translation>
            <numerusform>%1, and %Ln call whose price is not known</numerusform>
            <numerusform>%1, and %Ln calls whose price is not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PopoverViews</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) to send</source>
        <translation>
            <numerusform>%Ln call to send</numerusform>
            <numerusform>%Ln calls to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unattributed</source>
        <translation>
            <numerusform>%Ln unattributed</numerusform>
            <numerusform>%Ln unattributed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>%Ln h ago</numerusform>
            <numerusform>%Ln h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsPage</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendChart</name>
    <message numerus="yes">
        <source>%1: %2, %Ln call(s)</source>
        <extracomment>A day, what it cost, how many calls.</extracomment>
        <translation>
            <numerusform>%1: %2, %Ln call</numerusform>
            <numerusform>%1: %2, %Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendPage</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s)</source>
        <translation>
            <numerusform>%1 in %Ln day</numerusform>
            <numerusform>%1 in %Ln days</numerusform>
        </translation>
    </message>
</context>
</TS>
