import QtQuick
import Doorstep.Controls

// One procedure of the station, from a step's `offers`. One that is not available now says why.
OptionRow {
    required property var modelData
    readonly property bool available: modelData.available
    readonly property string promise: modelData.promise ?? ""

    warns: !available
    text: modelData.title
    summary: !available ? qsTr("现在办不了：%1").arg(modelData.reason)
        : promise !== "" ? qsTr("%1（%2）").arg(modelData.summary).arg(promise) : modelData.summary
}
