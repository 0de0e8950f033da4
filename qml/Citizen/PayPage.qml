import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Pay with the phone: one code per payee, one after the other. Paid is shown by the platform's word only.
StepPage {
    id: page

    required property PayStep step
    // Not asked of an item in the layout: what is in an invisible row is invisible itself, for ever.
    readonly property bool asking: !page.step.settled && page.step.qrContent !== ""

    shown: page.step
    showsOwnWork: page.step.orders.length > 0

    Card {
        Repeater {
            model: SteadyList {
                values: page.step.orders
            }

            delegate: PayOrderRow {}
        }

        Rectangle {
            implicitHeight: Theme.hair
            color: Theme.line
            Layout.fillWidth: true
        }

        AmountRow {
            text: qsTr("一共")
            amount: page.step.totalText
            Layout.fillWidth: true
        }
    }

    Notice {
        visible: page.step.settled
        kind: "good"
        text: qsTr("钱已经付好了，不用再付。")
    }

    Item {
        Layout.fillHeight: true
    }

    Words {
        visible: page.asking
        text: qsTr("付给：%1").arg(page.step.qrPayee)
        font.pixelSize: Theme.lead
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    RowLayout {
        spacing: Theme.wide
        visible: page.asking
        Layout.alignment: Qt.AlignHCenter

        LineArt {
            source: Qt.resolvedUrl("pictures/scan-code.svg")
            ink: Theme.text
            accent: Theme.action
            paper: Theme.card
            Layout.preferredWidth: Theme.mm(90)
            Layout.preferredHeight: Theme.mm(90)
        }

        QrPanel {
            content: page.asking ? page.step.qrContent : ""
            side: Theme.mm(Theme.large ? 115 : 130)
            name: qsTr("付款的二维码")
        }
    }

    Words {
        visible: page.asking
        text: qsTr("打开手机里的付款软件，扫这个码")
        font.pixelSize: Theme.lead
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Words {
        visible: page.asking && page.step.timeLeft !== ""
        text: qsTr("请在 %1 之内付").arg(page.step.timeLeft)
        color: Theme.secondary
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Item {
        Layout.fillHeight: true
    }

    below: QuietButton {
        visible: !page.step.settled
        text: qsTr("现在付不了，先留着以后付")
        Layout.fillWidth: true
        onActivated: page.step.park()
    }
}
