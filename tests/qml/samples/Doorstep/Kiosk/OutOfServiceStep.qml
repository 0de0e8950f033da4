import QtQml

Step {
    id: step

    property string reasonText
    property string staffText
    property list<string> faults
}
