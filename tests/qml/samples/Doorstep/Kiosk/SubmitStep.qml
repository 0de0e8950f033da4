import QtQml

Step {
    id: step

}
