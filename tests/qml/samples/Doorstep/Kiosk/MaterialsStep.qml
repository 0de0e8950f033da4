import QtQml

Step {
    id: step

    property var materials: []
}
