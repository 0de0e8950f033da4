import QtQml

QtObject {
    id: step

    enum State { Waiting, Working, Ready, Failed, Finished }

    property string title
    property string helpText: "照着这一页做就行，下一步机器会告诉您。"
    property int state: Step.Ready
    property string activity
    property bool slow: false
    property string problemText
    property bool problemHint: false
    property string problemCode
    property bool canRetry: false
    property string primaryText
    property bool primaryEnabled: true

    // What the page called, for tests.
    property list<string> calls

    function note(call: string) {
        step.calls.push(call);
    }
    function start() {
        step.note("start");
    }
    function proceed() {
        step.note("proceed");
    }
    function retry() {
        step.note("retry");
    }
}
