import QtQml

Step {
    id: step

    property var offers: []
    property list<string> notices

    function openInfo(id: string) {
        step.note("openInfo");
    }

    function begin() {
        step.note("begin");
    }
}
