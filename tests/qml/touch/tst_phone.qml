import QtQuick
import QtTest
import Doorstep.Citizen

Item {
    id: stage
    width: 1080
    height: 900

    PhoneEntry {
        id: entry
        width: 900
        maxLength: 11
        onEdited: value => {
            entry.value = value;
            entry.masked = false;
        }
        onFiledWanted: entry.value = "filed"
    }

    TestCase {
        name: "Phone"
        when: windowShown

        function key(text) {
            const walk = item => {
                if (item.text === text && item.activated !== undefined)
                    return item;
                for (let i = 0; i < item.children.length; ++i) {
                    const found = walk(item.children[i]);
                    if (found)
                        return found;
                }
                return null;
            };
            return walk(entry);
        }

        function type(digits) {
            for (const digit of digits)
                mouseClick(key(digit));
        }

        function init() {
            entry.value = "";
            entry.masked = false;
            entry.hasFiled = false;
        }

        function test_typing() {
            type("19900000001");
            compare(entry.value, "19900000001");
        }

        function test_elevenDigitsAreEnough() {
            type("199000000017");
            compare(entry.value, "19900000001");
        }

        function test_takingBack() {
            type("199");
            mouseClick(key("删一位"));
            compare(entry.value, "19");
            mouseClick(key("全部删掉"));
            compare(entry.value, "");
        }

        function test_aMaskedNumberGivesWayToANewOne() {
            entry.value = "199****0001";
            entry.masked = true;
            type("1");
            compare(entry.value, "1");
        }

        function test_backToTheNumberOnFile() {
            verify(!key("用原来的号码").visible);
            entry.hasFiled = true;
            mouseClick(key("用原来的号码"));
            compare(entry.value, "filed");
        }

        function test_groupsOfThreeFourFour() {
            compare(entry.grouped("19900000001"), "199 0000 0001");
            compare(entry.grouped("199"), "199");
        }
    }
}
