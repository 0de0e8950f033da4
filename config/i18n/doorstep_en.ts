<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AttractPage</name>
    <message>
        <source>今天这里能办（点开先看看条件和材料）</source>
        <translation>What this station offers today (touch one to read about it)</translation>
    </message>
    <message>
        <source>放身份证开始办理</source>
        <translation>Begin with your ID card</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>正在读身份证，请不要拿走……</source>
        <translation>Reading your card, please leave it there…</translation>
    </message>
    <message>
        <source>正在核对您的信息……</source>
        <translation>Looking up your records…</translation>
    </message>
    <message>
        <source>身份证请一直放着，办完了我们会提醒您取走。</source>
        <translation>Leave the card there. We will remind you to take it at the end.</translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>看一看完整地址</source>
        <translation>Show the full address</translation>
    </message>
    <message>
        <source>费用</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>签名就表示您确认</source>
        <translation>By signing you confirm</translation>
    </message>
</context>
<context>
    <name>DigitsPad</name>
    <message>
        <source>全部删掉</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>删一位</source>
        <translation>Delete one</translation>
    </message>
</context>
<context>
    <name>FacePage</name>
    <message>
        <source>很好，保持不动</source>
        <translation>Good, hold still</translation>
    </message>
    <message>
        <source>请看镜头</source>
        <translation>Please look into the camera</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>符合</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>不符合</source>
        <translation>Not met</translation>
    </message>
    <message>
        <source>暂时查不到</source>
        <translation>Could not be checked</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>去哪里</source>
        <translation>Where to go</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
</context>
<context>
    <name>FindingsPage</name>
    <message numerus="yes">
        <source>另外 %n 项符合</source>
        <translation>
            <numerusform>%n other condition is met</numerusform>
            <numerusform>%n other conditions are met</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 项条件都符合</source>
        <translation>
            <numerusform>%n condition is met</numerusform>
            <numerusform>All %n conditions are met</numerusform>
        </translation>
    </message>
    <message>
        <source>收起来</source>
        <translation>Hide them</translation>
    </message>
    <message>
        <source>看一看</source>
        <translation>Show them</translation>
    </message>
</context>
<context>
    <name>FormFieldCard</name>
    <message>
        <source>看一看完整地址</source>
        <translation>Show the full address</translation>
    </message>
    <message>
        <source>地址不对？可以改选自取，或者到窗口改地址。</source>
        <translation>Wrong address? Choose to pick it up instead, or have the address changed at the counter.</translation>
    </message>
</context>
<context>
    <name>GoodbyePage</name>
    <message numerus="yes">
        <source>%n 秒后回到首页，您的个人信息不会留下。</source>
        <translation>
            <numerusform>Back to the start in %n second. Nothing about you stays here.</numerusform>
            <numerusform>Back to the start in %n seconds. Nothing about you stays here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>这一页怎么办</source>
        <translation>How this page works</translation>
    </message>
    <message>
        <source>不用来了</source>
        <translation>Cancel the call</translation>
    </message>
    <message>
        <source>叫导办员</source>
        <translation>Call a guide</translation>
    </message>
    <message>
        <source>知道了，接着办</source>
        <translation>I see, go on</translation>
    </message>
</context>
<context>
    <name>CardPortrait</name>
    <message>
        <source>没有照片</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>身份证上的照片</source>
        <translation>The photo on your ID card</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>该办的事</source>
        <translation>Due now</translation>
    </message>
    <message>
        <source>您正在办的</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>去看看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>身份证读好了</source>
        <translation>Your ID card has been read</translation>
    </message>
    <message>
        <source>还能办这些</source>
        <translation>What else you can do</translation>
    </message>
    <message>
        <source>您的驾驶证</source>
        <translation>Your licence</translation>
    </message>
    <message>
        <source>现在办不了：%1</source>
        <translation>Not available now: %1</translation>
    </message>
</context>
<context>
    <name>LookSwitches</name>
    <message>
        <source>标准字</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large text</translation>
    </message>
</context>
<context>
    <name>MaterialsPage</name>
    <message>
        <source>已经有了，不用再交</source>
        <translation>On file, nothing to hand in</translation>
    </message>
    <message>
        <source>下一步在这里办</source>
        <translation>Done here, in the next step</translation>
    </message>
    <message>
        <source>需要您准备</source>
        <translation>Needed from you</translation>
    </message>
</context>
<context>
    <name>Mirror</name>
    <message>
        <source>拍好的照片</source>
        <translation>The photo taken</translation>
    </message>
    <message>
        <source>镜头里的您</source>
        <translation>You in the camera</translation>
    </message>
</context>
<context>
    <name>NoticeToTake</name>
    <message>
        <source>用手机扫一扫，把告知书带走</source>
        <translation>Scan with your phone to take the notice with you</translation>
    </message>
    <message>
        <source>正在打印告知书……</source>
        <translation>Printing the notice…</translation>
    </message>
    <message>
        <source>告知书打印好了，请在出纸口取走</source>
        <translation>The notice is printed. Please take it from the slot.</translation>
    </message>
    <message>
        <source>告知书的二维码</source>
        <translation>QR code of the notice</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>现在办不了：%1</source>
        <translation>Not available now: %1</translation>
    </message>
    <message>
        <source>%1（%2）</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>OutOfServicePage</name>
    <message>
        <source>电话：%1</source>
        <translation>Phone: %1</translation>
    </message>
    <message>
        <source>工作人员看</source>
        <translation>For staff</translation>
    </message>
</context>
<context>
    <name>Overlays</name>
    <message>
        <source>请把身份证放回读卡区</source>
        <translation>Please put your card back</translation>
    </message>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message numerus="yes">
        <source>%n 秒内放回来就能接着办，填过的都还在。</source>
        <translation>
            <numerusform>Put it back within %n second to go on. Nothing you entered is lost.</numerusform>
            <numerusform>Put it back within %n seconds to go on. Nothing you entered is lost.</numerusform>
        </translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>不办了，结束</source>
        <translation>Stop and leave</translation>
    </message>
    <message>
        <source>叫导办员</source>
        <translation>Call a guide</translation>
    </message>
    <message numerus="yes">
        <source>%n 秒后自动结束，屏幕上的个人信息会清掉。</source>
        <translation>
            <numerusform>This ends by itself in %n second and clears the screen.</numerusform>
            <numerusform>This ends by itself in %n seconds and clears the screen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageFooter</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PayPage</name>
    <message>
        <source>一共</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>钱已经付好了，不用再付。</source>
        <translation>Everything is paid. Do not pay again.</translation>
    </message>
    <message>
        <source>付给：%1</source>
        <translation>To: %1</translation>
    </message>
    <message>
        <source>打开手机里的付款软件，扫这个码</source>
        <translation>Open the payment app on your phone and scan this code</translation>
    </message>
    <message>
        <source>请在 %1 之内付</source>
        <translation>Please pay within %1</translation>
    </message>
    <message>
        <source>现在付不了，先留着以后付</source>
        <translation>I cannot pay now: keep it for later</translation>
    </message>
    <message>
        <source>付款的二维码</source>
        <translation>QR code for paying</translation>
    </message>
</context>
<context>
    <name>PhoneEntry</name>
    <message>
        <source>用原来的号码</source>
        <translation>Use the number on file</translation>
    </message>
    <message>
        <source>手机号 %1</source>
        <translation>Mobile number %1</translation>
    </message>
    <message>
        <source>请按下面的数字键</source>
        <translation>Use the keys below</translation>
    </message>
</context>
<context>
    <name>DocumentPage</name>
    <message>
        <source>镜头下的材料</source>
        <translation>The paper under the camera</translation>
    </message>
    <message>
        <source>拍好的这一页</source>
        <translation>The page that was taken</translation>
    </message>
    <message>
        <source>拍下的整张图</source>
        <translation>The whole picture</translation>
    </message>
    <message>
        <source>现在就拍</source>
        <translation>Take it now</translation>
    </message>
    <message>
        <source>没带，先不交</source>
        <translation>I do not have it: go on without</translation>
    </message>
    <message>
        <source>再拍一页</source>
        <translation>Add a page</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Take again</translation>
    </message>
    <message>
        <source>自己裁边</source>
        <translation>Cut it myself</translation>
    </message>
    <message>
        <source>不裁了</source>
        <translation>Leave it as it was</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>左上角</source>
        <translation>upper left corner</translation>
    </message>
    <message>
        <source>右上角</source>
        <translation>upper right corner</translation>
    </message>
    <message>
        <source>右下角</source>
        <translation>lower right corner</translation>
    </message>
    <message>
        <source>左下角</source>
        <translation>lower left corner</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>拍好了。满意就用这张，不满意可以重拍。</source>
        <translation>Taken. Use it, or take another one.</translation>
    </message>
    <message>
        <source>很好，保持不动，马上拍</source>
        <translation>Good, hold still…</translation>
    </message>
    <message>
        <source>请看镜头</source>
        <translation>Please look into the camera</translation>
    </message>
    <message>
        <source>重拍一张</source>
        <translation>Take another</translation>
    </message>
    <message>
        <source>现在就拍</source>
        <translation>Take it now</translation>
    </message>
</context>
<context>
    <name>ProblemView</name>
    <message>
        <source>差一点就好</source>
        <translation>Nearly there</translation>
    </message>
    <message>
        <source>请导办员来帮忙</source>
        <translation>Ask a guide to help</translation>
    </message>
    <message>
        <source>工作人员看：%1</source>
        <translation>For staff: %1</translation>
    </message>
    <message>
        <source>这一步先停在这里</source>
        <translation>This step is on hold</translation>
    </message>
</context>
<context>
    <name>ProgressSteps</name>
    <message>
        <source>第 %1 步，共 %2 步：%3</source>
        <translation>Step %1 of %2: %3</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>受理号</source>
        <translation>Application no.</translation>
    </message>
    <message>
        <source>用手机扫一扫，随时查进度</source>
        <translation>Scan with your phone to follow the progress</translation>
    </message>
    <message>
        <source>正在打印回执……</source>
        <translation>Printing the receipt…</translation>
    </message>
    <message>
        <source>回执打印好了，请在出纸口取走</source>
        <translation>The receipt is printed. Please take it from the slot.</translation>
    </message>
    <message>
        <source>再打一张</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print the receipt</translation>
    </message>
    <message>
        <source>正在打印申请表……</source>
        <translation>Printing the application…</translation>
    </message>
    <message>
        <source>打印申请表</source>
        <translation>Print the application</translation>
    </message>
    <message>
        <source>受理凭证的二维码</source>
        <translation>QR code of the receipt</translation>
    </message>
</context>
<context>
    <name>ScrollColumn</name>
    <message>
        <source>往上看</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>已经看到底了</source>
        <translation>This is the end</translation>
    </message>
    <message>
        <source>下面还有，往下看</source>
        <translation>More below</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>请用手指在这里签上您的名字</source>
        <translation>Sign your name here with a finger</translation>
    </message>
    <message>
        <source>清除重签</source>
        <translation>Clear and sign again</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>打印报告</source>
        <translation>Print the report</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>还在处理，请再等一等；也可以叫导办员。</source>
        <translation>Still working, please wait a little longer. You can also call a guide.</translation>
    </message>
</context>
<context>
    <name>TakeCardPage</name>
    <message>
        <source>身份证还在读卡区，请取走再离开。</source>
        <translation>Your card is still on the reader. Please take it before you leave.</translation>
    </message>
</context>
<context>
    <name>ToolStrip</name>
    <message>
        <source>标准字</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>标准颜色</source>
        <translation>Normal colours</translation>
    </message>
    <message>
        <source>黑底亮字</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>不用来了</source>
        <translation>Cancel the call</translation>
    </message>
    <message>
        <source>叫导办员</source>
        <translation>Call a guide</translation>
    </message>
    <message>
        <source>结束办理</source>
        <translation>End my visit</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>WorkingView</name>
    <message>
        <source>比平时慢一些，还在办，请不要重复操作。您可以再等一会儿，也可以点下面的“叫导办员”。</source>
        <translation>This takes longer than usual but is still going on, so please do not start again. You can wait a little more, or touch “Call a guide” below.</translation>
    </message>
</context>
</TS>
