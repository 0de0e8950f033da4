import QtQuick
import Doorstep.Kiosk

// Handing the case in. Only the machine works here: the frame shows what it does, or what went wrong.
StepPage {
    id: page

    required property SubmitStep step

    shown: page.step
}
