import QtQuick
import Doorstep.Theme

// All text on the faces: plain (nothing from outside is ever taken for mark-up), wrapped, in the theme's type.
Text {
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    renderType: Text.NativeRendering
}
