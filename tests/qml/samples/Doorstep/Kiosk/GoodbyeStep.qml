import QtQml

Step {
    id: step

    property string text
    property int secondsLeft
}
