import QtQml

Step {
    id: step

    enum Phase { AwaitingCard, Reading, Checking }

    property int phase: CardStep.AwaitingCard
    property string hint
}
