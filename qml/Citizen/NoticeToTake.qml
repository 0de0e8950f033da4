import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The one-time notice to take away: on paper, or into the phone.
Card {
    id: card

    required property FindingsStep step

    RowLayout {
        spacing: Theme.space

        QrPanel {
            // A long notice makes a dense code: phones want modules of half a millimetre at least.
            side: Theme.mm(card.step.noticeQr.length > 150 ? 110 : 62)
            name: qsTr("告知书的二维码")
            content: card.step.noticeQr
        }

        ColumnLayout {
            spacing: Theme.gap

            Words {
                visible: card.step.noticeQr !== ""
                text: qsTr("用手机扫一扫，把告知书带走")
                Layout.fillWidth: true
            }

            Notice {
                visible: card.step.printing || card.step.noticePrinted
                kind: card.step.printing ? "info" : "good"
                text: card.step.printing ? qsTr("正在打印告知书……") : qsTr("告知书打印好了，请在出纸口取走")
            }
        }
    }
}
