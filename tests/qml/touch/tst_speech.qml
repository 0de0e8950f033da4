import QtQuick
import QtTest
import Doorstep.Citizen
import Doorstep.Kiosk

// What is said aloud, written down instead of heard.
Item {
    id: stage
    width: 1080
    height: 1920

    Kiosk {
        id: kiosk
        step: AttractStep {}
    }

    QtObject {
        id: recorder

        property var said: []
        property bool speaking: false

        function say(text: string, english: bool) {
            recorder.said.push((english ? "en: " : "zh: ") + text);
            recorder.speaking = true;
        }
        function stop() {
            recorder.speaking = false;
        }
    }

    CitizenScreen {
        id: screen
        anchors.fill: parent
        kiosk: kiosk
        speaker: recorder
    }

    TestCase {
        name: "Speech"
        when: windowShown

        function init() {
            kiosk.english = false;
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nAttractStep {}", stage);
            recorder.said = [];
            recorder.speaking = false;
        }

        function button(text, item = screen) {
            if (!item.visible)
                return null;
            if (item.text === text && item.activated !== undefined)
                return item;
            for (let i = 0; i < item.children.length; ++i) {
                const found = button(text, item.children[i]);
                if (found)
                    return found;
            }
            return null;
        }

        function test_helpIsReadAloud() {
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nHomeStep { greeting: '张*，您好'; title: '今天想办什么？'; helpText: '点一件' }", stage);
            screen.helping = true;
            mouseClick(button("朗读"));
            compare(recorder.said, ["zh: 今天想办什么？\n点一件"]);
            screen.helping = false;
            verify(!recorder.speaking);
        }

        function test_nothingIsReadWhereNobodyListens() {
            screen.speaker = null;
            screen.helping = true;
            compare(button("朗读"), null);
            screen.helping = false;
            screen.speaker = recorder;
        }

        function takeCard(title) {
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nTakeCardStep { title: '" + title + "'; state: Step.Working }", stage);
            return kiosk.step;
        }

        function test_theCardIsCalledOutUntilItIsTaken() {
            const step = takeCard("请取走身份证");
            compare(recorder.said, ["zh: 请取走身份证"]);
            step.insistence = 1;
            step.insistence = 2;
            compare(recorder.said.length, 3);
            compare(recorder.said[2], "zh: 请取走身份证");
            verify(recorder.speaking);
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nGoodbyeStep {}", stage);
            verify(!recorder.speaking);
            step.insistence = 3;
            compare(recorder.said.length, 3);
        }

        function test_theCardIsCalledOutInEnglish() {
            kiosk.english = true;
            const step = takeCard("Please take your ID card");
            step.insistence = 1;
            compare(recorder.said, ["en: Please take your ID card", "en: Please take your ID card"]);
        }

        function test_theOtherLanguageIsSpokenAtOnce() {
            const step = takeCard("请取走身份证");
            kiosk.english = true;
            step.title = "Please take your ID card";
            compare(recorder.said, ["zh: 请取走身份证", "en: Please take your ID card"]);
        }
    }
}
