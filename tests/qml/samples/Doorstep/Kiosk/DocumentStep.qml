import QtQml

Step {
    id: step

    enum Phase {
        Looking,
        Showing,
        Drawing
    }

    property int phase: DocumentStep.Looking
    property string text
    property string about
    property bool live: false
    property bool good: false
    property bool troubled: false
    property var picture
    property real aspect: 4 / 3
    property list<var> outline
    property bool canCapture: false
    property bool canDraw: false
    property bool canAdd: false
    property bool canSkip: false

    function capture() {
        step.note("capture");
    }

    function retake() {
        step.note("retake");
    }

    function addPage() {
        step.note("addPage");
    }

    function skip() {
        step.note("skip");
    }

    function draw() {
        step.note("draw");
    }

    function moveCorner(index, x, y) {
        step.note("moveCorner");
    }

    function stopDrawing() {
        step.note("stopDrawing");
    }
}
