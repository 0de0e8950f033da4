import QtQuick
import Doorstep.Controls
import Doorstep.Theme

// The stages of the case under way, by name. Where the names do not fit side by side, the present one stands alone.
Item {
    id: progress

    property var names: []
    property int index: -1
    readonly property real cell: progress.names.length > 0 ? progress.width / progress.names.length - Theme.tiny : 0
    readonly property bool fits: progress.names.every(name => metrics.advanceWidth(name) <= progress.cell)

    implicitHeight: bars.height + Theme.tiny + metrics.height
    Accessible.role: Accessible.StaticText
    Accessible.name: single.text

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: Theme.caption
        font.bold: true
    }

    Row {
        id: bars
        spacing: Theme.tiny

        Repeater {
            model: SteadyList {
                values: progress.names
            }

            delegate: Column {
                id: stage

                required property int index
                required property string modelData
                readonly property bool present: stage.index === progress.index // qmllint disable unqualified
                readonly property bool done: stage.index < progress.index // qmllint disable unqualified

                width: progress.cell // qmllint disable unqualified

                Rectangle {
                    width: parent.width
                    height: Theme.mm(stage.present ? 2.4 : 1.2)
                    radius: height / 2
                    color: stage.present || stage.done ? Theme.action : Theme.controlLine
                }

                Item {
                    width: 1
                    height: Theme.tiny + Theme.mm(stage.present ? 0 : 1.2)
                }

                Words {
                    visible: progress.fits // qmllint disable unqualified
                    width: parent.width
                    text: stage.modelData
                    font.pixelSize: Theme.caption
                    font.bold: stage.present
                    color: stage.present ? Theme.action : Theme.secondary
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    Words {
        id: single
        y: Theme.tiny + Theme.mm(2.4)
        visible: !progress.fits
        text: progress.index < 0 || progress.index >= progress.names.length ? ""
            : qsTr("第 %1 步，共 %2 步：%3").arg(progress.index + 1).arg(progress.names.length).arg(progress.names[progress.index])
        font.pixelSize: Theme.caption
        font.bold: true
        color: Theme.action
        wrapMode: Text.NoWrap
    }
}
