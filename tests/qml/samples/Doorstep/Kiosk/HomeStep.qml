import QtQml

Step {
    id: step

    property string greeting
    property var portrait
    property var licence: []
    property var due: []
    property var offers: []
    property var cases: []
    property string notice

    function choose(id: string) {
        step.note("choose");
    }

    function openCase(number: string) {
        step.note("openCase");
    }
}
