import QtQml

Step {
    id: step

    enum Phase {
        Asking,
        Looking,
        NotRecognised,
        WithStaff,
        Confirming
    }

    property int phase: FaceStep.Asking
    property string text
    property string staffText
    property bool live: false
    property bool good: false
    property list<string> advice
    property var preview
    property var portrait

    function askStaff() {
        step.note("askStaff");
    }
}
