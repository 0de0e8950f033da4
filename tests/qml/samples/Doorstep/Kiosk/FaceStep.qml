import QtQml

Step {
    id: step

    enum Phase {
        Asking,
        Looking,
        NotRecognised,
        WithStaff
    }

    property int phase: FaceStep.Asking
    property string text
    property string staffText
    property bool live: false
    property bool good: false
    property list<string> advice
    property var preview

    function askStaff() {
        step.note("askStaff");
    }
}
