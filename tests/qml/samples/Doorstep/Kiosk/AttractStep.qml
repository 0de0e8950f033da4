import QtQml

Step {
    id: step

    property var offers: []
    property list<string> notices
    property string readerText

    function openInfo(id: string) {
        step.note("openInfo");
    }

    function begin() {
        step.note("begin");
    }
}
