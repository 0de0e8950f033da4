import QtQuick
import QtTest
import Doorstep.Controls

Item {
    id: stage
    width: 600
    height: 800

    ScrollColumn {
        id: column
        anchors.fill: parent

        Repeater {
            id: rows
            model: 3

            delegate: Rectangle {
                implicitWidth: 100
                implicitHeight: 200
            }
        }
    }

    TestCase {
        name: "Scroll"
        when: windowShown

        function button(start) {
            const walk = item => {
                if (item.visible && item.activated !== undefined && item.text.startsWith(start))
                    return item;
                for (let i = 0; i < item.children.length; ++i) {
                    const found = walk(item.children[i]);
                    if (found)
                        return found;
                }
                return null;
            };
            return walk(column);
        }

        function init() {
            rows.model = 3;
            column.toTop();
        }

        function test_noButtonsWhenAllFits() {
            tryVerify(() => !column.overflows);
            compare(button("往上看"), null);
        }

        function test_buttonsTurnThePages() {
            rows.model = 12;
            tryVerify(() => column.overflows);
            verify(!button("往上看").enabled);
            mouseClick(button("下面还有"));
            tryVerify(() => column.contentY > 100);
            for (let i = 0; i < 10 && button("下面还有"); ++i) {
                const before = column.contentY;
                mouseClick(button("下面还有"));
                tryVerify(() => column.contentY > before);
                wait(250);
            }
            verify(button("已经看到底了") !== null);
            mouseClick(button("往上看"));
            tryVerify(() => button("下面还有") !== null);
        }
    }
}
