import QtQuick
import QtTest
import Doorstep.Controls

Item {
    id: stage
    width: 1080
    height: 600

    SignaturePad {
        id: pad
        width: 900
    }

    SignalSpy {
        id: written
        target: pad
        signalName: "written"
    }

    SignalSpy {
        id: cleared
        target: pad
        signalName: "cleared"
    }

    TestCase {
        name: "Signature"
        when: windowShown

        readonly property Item ink: findChild(pad, "ink")
        readonly property Item clearButton: pad.children[1]

        function init() {
            ink.clear();
            written.clear();
            cleared.clear();
        }

        function stroke(fromX, toX) {
            mousePress(ink, fromX, 100);
            for (let i = 1; i <= 10; ++i)
                mouseMove(ink, fromX + (toX - fromX) * i / 10, 100 + 3 * i);
            mouseRelease(ink, toX, 130);
        }

        function test_strokesAreRecorded() {
            verify(pad.empty);
            stroke(100, 300);
            stroke(350, 500);
            verify(!pad.empty);
            compare(written.count, 2);
            const strokes = written.signalArguments[1][0];
            compare(strokes.length, 2);
            verify(strokes[0].length >= 10);
            for (const line of strokes) {
                let last = -1;
                for (const dot of line) {
                    verify(dot.x >= 0 && dot.x <= 1 && dot.y >= 0 && dot.y <= 1);
                    verify(dot.t >= last);
                    last = dot.t;
                }
            }
            fuzzyCompare(strokes[0][0].x, 100 / ink.width, 0.001);
            verify(written.signalArguments[1][1] > 1); // wider than high
        }

        function test_theRimEndsThePaper() {
            stroke(100, 5000);
            const line = written.signalArguments[0][0][0];
            compare(line[line.length - 1].x, 1);
        }

        function test_clearing() {
            stroke(100, 300);
            mouseClick(clearButton);
            verify(pad.empty);
            compare(cleared.count, 1);
            compare(ink.strokes.length, 0);
        }

        function test_oneFingerWritesAPalmDoesNot() {
            const touch = touchEvent(ink);
            touch.press(1, ink, 100, 100).commit();
            touch.stationary(1).press(2, ink, 400, 150).commit();
            touch.move(1, ink, 160, 110).move(2, ink, 420, 150).commit();
            touch.release(1, ink, 160, 110).stationary(2).commit();
            touch.release(2, ink, 420, 150).commit();
            compare(written.count, 1);
            const strokes = written.signalArguments[0][0];
            compare(strokes.length, 1);
            for (const dot of strokes[0])
                verify(dot.x * ink.width < 200);
        }
    }
}
