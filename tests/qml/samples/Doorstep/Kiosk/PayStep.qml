import QtQml

Step {
    id: step

    property var orders: []
    property string totalText
    property string qrContent
    property string qrPayee
    property string timeLeft
    property bool settled: false

    function park() {
        step.note("park");
    }
}
