import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// One field of a form, from a step's `fields`: a choice, a phone number, or an address.
Card {
    id: field

    required property var modelData
    readonly property string kind: modelData.kind
    readonly property string value: modelData.value

    signal chosen(string value)
    signal revealWanted
    signal filedWanted

    Words {
        text: field.modelData.title
        font.pixelSize: Theme.lead
        font.bold: true
        Layout.fillWidth: true
    }

    Repeater {
        model: SteadyList {
            values: field.modelData.options ?? []
        }

        delegate: OptionRow {
            id: option

            required property var modelData
            radio: true
            text: option.modelData.title
            checked: option.modelData.id === field.value
            onActivated: field.chosen(option.modelData.id) // qmllint disable unqualified
        }
    }

    Words {
        visible: field.kind === "address" && field.value !== ""
        text: field.value
        Layout.fillWidth: true
    }

    QuietButton {
        visible: field.kind === "address" && (field.modelData.masked ?? false)
        text: qsTr("看一看完整地址")
        onActivated: field.revealWanted()
        Layout.fillWidth: true
    }

    Words {
        visible: field.kind === "address"
        text: qsTr("地址不对？可以改选自取，或者到窗口改地址。")
        color: Theme.secondary
        Layout.fillWidth: true
    }

    Notice {
        visible: text !== ""
        kind: "wrong"
        text: field.modelData.error ?? ""
    }

    PhoneEntry {
        visible: field.kind === "phone"
        value: field.value
        masked: field.modelData.masked ?? false
        maxLength: field.modelData.maxLength ?? 0
        hasFiled: field.modelData.hasFiled ?? false
        onEdited: value => field.chosen(value)
        onFiledWanted: field.filedWanted()
        Layout.fillWidth: true
    }
}
