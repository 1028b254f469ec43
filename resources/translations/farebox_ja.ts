<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AssignViews</name>
    <message>
        <source>A rule for the program %1 placed this call.</source>
        <translation>プログラム %1 のルールがこの呼び出しを割り当てました。</translation>
    </message>
    <message>
        <source>A rule for the folder %1 placed this call.</source>
        <translation>フォルダー %1 のルールがこの呼び出しを割り当てました。</translation>
    </message>
    <message>
        <source>Nothing tells the repository of this call. Where do such calls belong, from the next one on?</source>
        <translation>この呼び出しのリポジトリは不明です。次回から、このような呼び出しをどこに割り当てますか?</translation>
    </message>
</context>
<context>
    <name>BudgetDrafts</name>
    <message>
        <source>Give the budget a name.</source>
        <translation>予算に名前を付けてください。</translation>
    </message>
</context>
<context>
    <name>CallViews</name>
    <message>
        <source>Nothing is billed.</source>
        <translation>課金されません。</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>一部</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Vendor not reached</source>
        <translation>ベンダーに接続できず</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Error %1</source>
        <translation>エラー %1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>確実</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>ほぼ確実</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>推測</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>チケット</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a source and how sure it is</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1 × %2 / M</source>
        <extracomment>A count of tokens, and their price for a million: &quot;1,200 × $3.75 / M&quot;.</extracomment>
        <translation>%1 × %2 / 100万</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>キャッシュ入力</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Price rule</source>
        <translation>価格規則</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>課金</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼び出し</translation>
    </message>
</context>
<context>
    <name>Glances</name>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>停止しています</translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation>応答待ち</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A share, &quot;55 %&quot;.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Farebox is not running: calls are not counted.</source>
        <translation>Farebox が動作していません。呼び出しは数えられません。</translation>
    </message>
    <message>
        <source>Farebox has no figures yet.</source>
        <translation>まだ数値がありません。</translation>
    </message>
    <message>
        <source>Month %1</source>
        <translation>今月 %1</translation>
    </message>
    <message>
        <source>Month %1 of %2 (%3)</source>
        <translation>今月 %1 / %2（%3）</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>今日 %1</translation>
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
        <translation>&lt;$%1</translation>
    </message>
    <message>
        <source>$%1</source>
        <comment>an amount in US dollars</comment>
        <translation>$%1</translation>
    </message>
    <message>
        <source>$%1k</source>
        <comment>thousands of US dollars</comment>
        <translation>$%1k</translation>
    </message>
    <message>
        <source>$%1M</source>
        <comment>millions of US dollars</comment>
        <translation>$%1M</translation>
    </message>
    <message>
        <source>%1k</source>
        <comment>thousands</comment>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>millions</comment>
        <translation>%1M</translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation>呼び出しはありません。</translation>
    </message>
    <message numerus="yes">
        <source>No price is known for %Ln call(s).</source>
        <translation>
            <numerusform>%Ln 件の価格が分かりません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %Ln unpriced</source>
        <translation>
            <numerusform>+ 価格不明 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln call(s) whose price is not known</source>
        <translation>
            <numerusform>%1、ほかに価格不明 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The price is not known.</source>
        <translation>価格が分かりません。</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 トークン</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Unknown agent</source>
        <translation>不明なエージェント</translation>
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
        <translation>どのリポジトリのものか分かりません。</translation>
    </message>
    <message>
        <source>Unattributed</source>
        <translation>未割り当て</translation>
    </message>
    <message>
        <source>The repository is certain.</source>
        <translation>リポジトリは確実です。</translation>
    </message>
    <message>
        <source>The repository is likely.</source>
        <translation>リポジトリはほぼ確実です。</translation>
    </message>
    <message>
        <source>The repository is a guess.</source>
        <translation>リポジトリは推測です。</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>ticket</source>
        <translation>チケット</translation>
    </message>
    <message>
        <source>model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>token counts</source>
        <translation>トークン数</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>費用</translation>
    </message>
    <message>
        <source>your account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>このデバイス</translation>
    </message>
    <message>
        <source>session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>base URL</source>
        <translation>ベース URL</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>フック</translation>
    </message>
    <message>
        <source>import</source>
        <translation>インポート</translation>
    </message>
</context>
<context>
    <name>PopoverViews</name>
    <message>
        <source>Billed</source>
        <translation>請求額</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混在</translation>
    </message>
    <message>
        <source>API calls at their list price, and what the calls of your subscription would have cost by the API.</source>
        <translation>API の呼び出しは定価、サブスクリプションの呼び出しは API を使った場合の額です。</translation>
    </message>
    <message>
        <source>API-equivalent</source>
        <translation>API 換算</translation>
    </message>
    <message>
        <source>What these calls cost by the API&apos;s list prices. A subscription bills differently.</source>
        <translation>API の定価で換算した額です。サブスクリプションの請求とは異なります。</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>the limit of a budget</comment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>At this pace the budget runs out %1</source>
        <translation>このペースでは %1 に予算を使い切ります</translation>
    </message>
    <message>
        <source>At this pace %1 by the end of the month</source>
        <translation>このペースでは月末までに %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>an agent and when it made its last call</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>working</source>
        <translation>実行中</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Every call was attributed.</source>
        <translation>すべての呼び出しが割り当て済みです。</translation>
    </message>
    <message>
        <source>All work</source>
        <translation>すべての作業</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>spent of a limit</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 spent, %2 reserved for calls under way, limit %3</source>
        <translation>使用 %1、実行中の予約 %2、上限 %3</translation>
    </message>
    <message>
        <source>Resets %1</source>
        <translation>%1 に更新</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>%1 まで停止</translation>
    </message>
    <message>
        <source>Overridden until %1</source>
        <translation>%1 まで一時解除</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由: %1</translation>
    </message>
    <message>
        <source>Farebox is not running</source>
        <translation>Farebox が動作していません</translation>
    </message>
    <message>
        <source>Calls are neither counted nor held back. Agents that go through Farebox cannot reach their vendor until it starts again.</source>
        <translation>呼び出しは数えられず、止められもしません。Farebox を経由するエージェントは、再び動作するまでベンダーに接続できません。</translation>
    </message>
    <message>
        <source>Waiting for news</source>
        <translation>応答待ち</translation>
    </message>
    <message>
        <source>The daemon is there but did not answer; these figures may be old.</source>
        <translation>デーモンが応答しませんでした。数値は古い可能性があります。</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>あなたが停止しました</translation>
    </message>
    <message>
        <source>Agents get an answer that says so; nothing is sent to the vendors.</source>
        <translation>エージェントにはその旨が返され、ベンダーには何も送られません。</translation>
    </message>
    <message>
        <source>%1 is paused</source>
        <translation>%1 は停止中です</translation>
    </message>
    <message>
        <source>%1, over its limit of %2. Starts again %3.</source>
        <translation>%1、上限 %2 を超えました。%3 に再開します。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) to send</source>
        <translation>
            <numerusform>送信待ち %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync stopped</source>
        <translation>同期を停止しています</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>同期 %1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>同期済み</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>停止しています</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接続中</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>問題 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unattributed</source>
        <translation>
            <numerusform>未割り当て %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing leaves this machine.</source>
        <translation>このマシンの外には何も送られません。</translation>
    </message>
    <message>
        <source>Sent to your organisation: %1. Never prompts, answers or keys.</source>
        <translation>組織に送信: %1。プロンプト、回答、キーは送りません。</translation>
    </message>
    <message>
        <source>Managed by %1</source>
        <translation>%1 が管理</translation>
    </message>
    <message>
        <source>The vendors bill these calls; shown at their list prices.</source>
        <translation>ベンダーが請求する呼び出しです。定価で表示しています。</translation>
    </message>
    <message>
        <source>Open to see why, and to say where such calls belong.</source>
        <translation>開くと理由を確認し、割り当て先を指定できます。</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>動作中</translation>
    </message>
    <message>
        <source>On port %1</source>
        <translation>ポート %1</translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln 項目</numerusform>
        </translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Who set a value, and the file or key where it is written.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy</source>
        <translation>このマシンのポリシーで固定</translation>
    </message>
    <message>
        <source>Locked by your organisation</source>
        <translation>組織によって固定</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Set by you</source>
        <translation>あなたが設定</translation>
    </message>
    <message>
        <source>Suggested by your organisation</source>
        <translation>組織の推奨</translation>
    </message>
    <message>
        <source>Suggested by this machine</source>
        <translation>このマシンの推奨</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Only who manages this machine can set this</source>
        <translation>このマシンの管理者だけが設定できます</translation>
    </message>
    <message>
        <source>Counts after a restart of Farebox</source>
        <translation>Farebox の再起動後に有効</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln 分前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>%Ln 時間前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>%Ln 日前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 日</numerusform>
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
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMM d, HH:mm:ss</source>
        <extracomment>A date and time, in Qt&apos;s words.</extracomment>
        <translation>M月d日 HH:mm:ss</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>MMM d, HH:mm</source>
        <extracomment>A date and time without seconds, in Qt&apos;s words.</extracomment>
        <translation>M月d日 HH:mm</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AboutPage</name>
    <message>
        <source>About</source>
        <translation>Farebox について</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>できること</translation>
    </message>
    <message>
        <source>Farebox carries the calls of your coding agents to their vendors unchanged, finds out which repository and branch each was for, and counts what it cost.</source>
        <translation>Farebox はコーディングエージェントの呼び出しをそのままベンダーへ届け、どのリポジトリとブランチのためのものかを調べ、費用を数えます。</translation>
    </message>
    <message>
        <source>What it keeps</source>
        <translation>保存するもの</translation>
    </message>
    <message>
        <source>Times, names, token counts and prices, on this machine. Never a prompt, an answer or a key.</source>
        <translation>時刻、名前、トークン数、価格をこのマシンに保存します。プロンプト、回答、キーは保存しません。</translation>
    </message>
    <message>
        <source>What it sends</source>
        <translation>送信するもの</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>Version %1, daemon %2</source>
        <translation>バージョン %1、デーモン %2</translation>
    </message>
</context>
<context>
    <name>farebox::ui::AgentsPage</name>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>最後の呼び出し</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>未確認</translation>
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
        <translation>対象の呼び出し</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>ルールを削除</translation>
    </message>
    <message>
        <source>Calls from %1 and below</source>
        <extracomment>Which calls a rule places: those made in a folder.</extracomment>
        <translation>%1 以下からの呼び出し</translation>
    </message>
    <message>
        <source>Calls of the program %1</source>
        <translation>プログラム %1 の呼び出し</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BannerPanel</name>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>一時解除…</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetForm</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>決済</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>米ドル</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>week</source>
        <translation>週</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>the system&apos;s, or Europe/Berlin</source>
        <translation>システムの設定、または Asia/Tokyo</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>any, or github.com/acme/*</source>
        <translation>すべて、または github.com/acme/*</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>any, or feat/*</source>
        <translation>すべて、または feat/*</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>any, or codex</source>
        <translation>すべて、または codex</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>any, or claude-opus*</source>
        <translation>すべて、または claude-opus*</translation>
    </message>
    <message>
        <source>Warns at</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Pauses at</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>上限に達したら</translation>
    </message>
    <message>
        <source>pause calls</source>
        <translation>呼び出しを止める</translation>
    </message>
    <message>
        <source>only warn</source>
        <translation>警告のみ</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>数えるもの</translation>
    </message>
    <message>
        <source>list price of billed calls</source>
        <translation>課金される呼び出しの定価</translation>
    </message>
    <message>
        <source>billed cost</source>
        <translation>請求額</translation>
    </message>
    <message>
        <source>list price of everything, subscriptions too</source>
        <translation>すべての定価（サブスクリプションを含む）</translation>
    </message>
    <message>
        <source> %</source>
        <extracomment>A share after a number, &quot;80 %&quot;.</extracomment>
        <translation> %</translation>
    </message>
    <message>
        <source>One call</source>
        <translation>1 回の呼び出し</translation>
    </message>
    <message>
        <source>any amount, or at most 2.00</source>
        <translation>制限なし、または上限 2.00</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>価格なし</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通す</translation>
    </message>
    <message>
        <source>pass and warn</source>
        <translation>通して警告</translation>
    </message>
    <message>
        <source>refuse the call</source>
        <translation>呼び出しを拒否</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetSection</name>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>Set a budget…</source>
        <translation>予算を設定…</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>For screen readers: a budget, what is spent of it, its state.</extracomment>
        <translation>%1: %2、%3</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>一時解除…</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation>%1 を一時解除</translation>
    </message>
    <message>
        <source>End the override of %1</source>
        <translation>%1 の一時解除を終了</translation>
    </message>
</context>
<context>
    <name>farebox::ui::BudgetsPage</name>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>New budget</source>
        <translation>新しい予算</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A budget and how much of it is spent.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Locked by this machine&apos;s policy.</source>
        <translation>このマシンのポリシーで固定されています。</translation>
    </message>
    <message>
        <source>Locked by your organisation.</source>
        <translation>組織によって固定されています。</translation>
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
        <translation>ベンダーが示していません。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Repository @ branch</source>
        <translation>リポジトリ @ ブランチ</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>In</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>費用</translation>
    </message>
</context>
<context>
    <name>farebox::ui::CallsPage</name>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>Filter by agent, repository, branch or model</source>
        <translation>エージェント、リポジトリ、ブランチ、モデルで絞り込む</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The chosen call</source>
        <translation>選択した呼び出し</translation>
    </message>
    <message>
        <source>It counts from the next call on. `farebox assign` lists the rules.</source>
        <translation>次の呼び出しから有効です。`farebox assign` でルールを一覧できます。</translation>
    </message>
    <message>
        <source>The rule is gone; this call stays where it placed it.</source>
        <translation>ルールを削除しました。この呼び出しの割り当てはそのままです。</translation>
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
        <translation>ページ</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>推移</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Farebox について</translation>
    </message>
</context>
<context>
    <name>farebox::ui::FooterPanel</name>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Hold back every call until you resume.</source>
        <translation>再開するまで、すべての呼び出しを止めます。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>What is sent?</source>
        <translation>送信内容</translation>
    </message>
</context>
<context>
    <name>farebox::ui::HeaderPanel</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>今月</translation>
    </message>
    <message>
        <source>Budget of the month</source>
        <translation>今月の予算</translation>
    </message>
</context>
<context>
    <name>farebox::ui::LocalRequest</name>
    <message>
        <source>The daemon answered with status %1.</source>
        <translation>デーモンがステータス %1 を返しました。</translation>
    </message>
    <message>
        <source>The daemon does not answer.</source>
        <translation>デーモンが応答しません。</translation>
    </message>
    <message>
        <source>The daemon took too long to answer.</source>
        <translation>デーモンの応答に時間がかかりすぎました。</translation>
    </message>
</context>
<context>
    <name>farebox::ui::Meter</name>
    <message>
        <source>%1: %2 spent</source>
        <extracomment>For screen readers: the name of a budget and how much of it is spent.</extracomment>
        <translation>%1: %2 使用</translation>
    </message>
    <message>
        <source>Warns at %1, pauses at %2</source>
        <translation>%1 で警告、%2 で停止</translation>
    </message>
</context>
<context>
    <name>farebox::ui::NowSection</name>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>No agent made a call lately.</source>
        <translation>最近の呼び出しはありません。</translation>
    </message>
</context>
<context>
    <name>farebox::ui::OverrideForm</name>
    <message>
        <source>30 min</source>
        <translation>30分</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1時間</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4時間</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8時間</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Why? It is kept in the audit log.</source>
        <translation>理由（監査ログに残ります）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>一時解除</translation>
    </message>
    <message>
        <source>Override every budget</source>
        <translation>すべての予算を一時解除</translation>
    </message>
    <message>
        <source>Override %1</source>
        <translation>%1 を一時解除</translation>
    </message>
    <message>
        <source>Ask your organisation</source>
        <translation>組織に申請</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Your organisation was asked. Calls go on when it approves.</source>
        <translation>組織に申請しました。承認されると呼び出しを続けられます。</translation>
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
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 を元に戻す</translation>
    </message>
</context>
<context>
    <name>farebox::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TopSection</name>
    <message>
        <source>Today by</source>
        <translation>今日の内訳</translation>
    </message>
    <message>
        <source>Repos</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>No calls today.</source>
        <translation>今日の呼び出しはありません。</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayApp</name>
    <message>
        <source>%1 is at %2</source>
        <translation>%1 が %2 に達しました</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrayMenu</name>
    <message>
        <source>Open Farebox</source>
        <translation>Farebox を開く</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>詳細…</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>一時解除…</translation>
    </message>
    <message>
        <source>Pause all calls</source>
        <translation>すべての呼び出しを停止</translation>
    </message>
    <message>
        <source>Resume calls</source>
        <translation>呼び出しを再開</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>ログイン時に起動</translation>
    </message>
    <message>
        <source>Quit the tray</source>
        <translation>トレイを終了</translation>
    </message>
    <message>
        <source>Farebox: %1</source>
        <translation>Farebox: %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>今日 %1</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendChart</name>
    <message>
        <source>Spend per day</source>
        <translation>1日あたりの費用</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %Ln call(s)</source>
        <extracomment>A day, what it cost, how many calls.</extracomment>
        <translation>
            <numerusform>%1: %2、%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation>M月d日 (ddd)</translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>No days yet.</source>
        <translation>まだデータがありません。</translation>
    </message>
</context>
<context>
    <name>farebox::ui::TrendPage</name>
    <message>
        <source>Trend</source>
        <translation>推移</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7日</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30日</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90日</translation>
    </message>
    <message>
        <source>Days shown</source>
        <translation>表示する日数</translation>
    </message>
    <message>
        <source>Sum of the days shown</source>
        <translation>表示期間の合計</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s)</source>
        <translation>
            <numerusform>%Ln 日間で %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>farebox::ui::Welcome</name>
    <message>
        <source>Welcome to Farebox</source>
        <translation>Farebox へようこそ</translation>
    </message>
    <message>
        <source>What your coding agents cost, by repository and branch</source>
        <translation>コーディングエージェントの費用を、リポジトリとブランチごとに</translation>
    </message>
    <message>
        <source>Look at the ring</source>
        <translation>リングを見てください</translation>
    </message>
    <message>
        <source>It fills with the month&apos;s budget. A click shows today, what burns now and what is left.</source>
        <translation>今月の予算の分だけ満ちていきます。クリックすると、今日の費用、現在の使用、残りが分かります。</translation>
    </message>
    <message>
        <source>Your calls stay as they are</source>
        <translation>呼び出しはそのまま</translation>
    </message>
    <message>
        <source>Not a byte is changed, and no prompt, answer or key is kept.</source>
        <translation>1バイトも変更せず、プロンプト、回答、キーは保存しません。</translation>
    </message>
    <message>
        <source>You stay in charge</source>
        <translation>決めるのはあなたです</translation>
    </message>
    <message>
        <source>A budget that pauses names its limit. One click and a reason lift it.</source>
        <translation>停止した予算は上限を示します。クリックと理由で一時解除できます。</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>ログイン時に起動</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>始める</translation>
    </message>
</context>
</TS>
