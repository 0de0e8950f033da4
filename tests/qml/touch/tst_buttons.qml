import QtQuick
import QtTest
import Doorstep.Theme
import Doorstep.Controls

Item {
    id: stage
    width: 1080
    height: 900

    Column {
        spacing: 20

        PrimaryButton {
            id: primary
            text: "下一步"
        }

        DigitsPad {
            id: pad
            width: 700
        }
    }

    SignalSpy {
        id: activated
        target: primary
        signalName: "activated"
    }

    SignalSpy {
        id: digits
        target: pad
        signalName: "digit"
    }

    SignalSpy {
        id: erased
        target: pad
        signalName: "erase"
    }

    TestCase {
        name: "Buttons"
        when: windowShown

        function init() {
            primary.enabled = true;
            primary.lastActivation = 0;
            activated.clear();
            digits.clear();
            erased.clear();
        }

        // The key of the pad that shows this text.
        function key(text) {
            for (let i = 0; i < pad.children.length; ++i)
                if (pad.children[i].text === text)
                    return pad.children[i];
            return null;
        }

        function test_aDoubleStrikeCountsOnce() {
            mouseClick(primary);
            mouseClick(primary);
            compare(activated.count, 1);
        }

        function test_aSecondPressLaterCounts() {
            mouseClick(primary);
            wait(Theme.doubleStrikeMs + 50);
            mouseClick(primary);
            compare(activated.count, 2);
        }

        function test_theGuardIsHalfASecond() {
            verify(Theme.doubleStrikeMs >= 500);
        }

        function test_enterPressesToo() {
            primary.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            compare(activated.count, 1);
            verify(primary.visualFocus);
        }

        function test_disabledDoesNothing() {
            primary.enabled = false;
            mouseClick(primary);
            compare(activated.count, 0);
        }

        function test_touchPresses() {
            touchEvent(primary).press(0, primary).commit();
            touchEvent(primary).release(0, primary).commit();
            compare(activated.count, 1);
        }

        function test_theSameDigitTwiceIsTwoDigits() {
            mouseClick(key("9"));
            mouseClick(key("9"));
            mouseClick(key("0"));
            compare(digits.count, 3);
            compare(digits.signalArguments.map(call => call[0]).join(""), "990");
        }

        function test_erase() {
            mouseClick(key("删一位"));
            compare(erased.count, 1);
        }
    }
}
