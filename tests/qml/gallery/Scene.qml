import QtQml
import Doorstep.Kiosk

// One state of one page, as a sample: its name is the picture's file name.
QtObject {
    required property string name
    required property Step step
    // What the kiosk around it is like: any of its properties.
    property bool help: false  // with its help open
    property var around: ({})
}
