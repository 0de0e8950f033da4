import QtQml

Step {
    id: step

    property int insistence
}
