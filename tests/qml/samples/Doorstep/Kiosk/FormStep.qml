import QtQml

Step {
    id: step

    property var fields: []

    function setValue(id: string, value: string) {
        step.note("setValue");
    }
}
