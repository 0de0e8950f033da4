import QtQml

Step {
    id: step

    property var fields: []

    function setValue(id: string, value: string) {
        step.note("setValue");
    }
    function useFiled(id: string) {
        step.note("useFiled");
    }
    function reveal(id: string) {
        step.note("reveal");
    }
}
