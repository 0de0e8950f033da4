import QtQml
import Doorstep.Kiosk

// One state of one page, as a sample: its name is the picture's file name.
QtObject {
    required property string name
    required property Step step
    property bool help: false  // with its help open
    property var page: ({})  // what is set on the page itself, as if it had been touched
    // What the kiosk around it is like: any of its properties.
    property var around: ({})
}
