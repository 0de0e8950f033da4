import QtQuick
import QtTest
import Doorstep.Citizen

// A corner follows the finger by as far as it moves, from where it was.
Item {
    id: stage
    width: 800
    height: 900

    property var moved: []

    PaperView {
        id: view
        width: 800
        height: 800
        aspect: 1
        drawing: true
        outline: [Qt.point(0.25, 0.25), Qt.point(0.75, 0.25), Qt.point(0.75, 0.75), Qt.point(0.25, 0.75)]
        onCornerMoved: (index, x, y) => stage.moved.push([index, x, y])
    }

    TestCase {
        name: "Corners"
        when: windowShown

        function test_drag() {
            const ring = findChild(view, "corner2");
            verify(ring !== null);
            const at = ring.mapToItem(view, ring.width * 0.7, ring.height * 0.7);
            mousePress(view, at.x, at.y);
            mouseMove(view, at.x - 40, at.y - 20);
            mouseMove(view, at.x - 80, at.y - 40);
            mouseRelease(view, at.x - 80, at.y - 40);
            verify(stage.moved.length > 0);
            const last = stage.moved[stage.moved.length - 1];
            compare(last[0], 2);
            fuzzyCompare(last[1], 0.65, 0.02);
            fuzzyCompare(last[2], 0.70, 0.02);
        }
    }
}
