import QtQml

Step {
    id: step

    enum Verdict { CanApply, CannotApply, ToCounter, Unknown }

    property int verdict: FindingsStep.CanApply
    property string verdictText
    property var findings: []
    property int passedCount
    property string noticeQr
    property bool noticePrinted: false
    property bool printing: false

    function printNotice() {
        step.note("printNotice");
    }
}
