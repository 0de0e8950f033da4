import QtQuick
import QtTest
import Doorstep.Citizen
import Doorstep.Kiosk
import Doorstep.Theme

Item {
    id: stage
    width: 1080
    height: 1920

    Kiosk {
        id: kiosk
        step: AttractStep {}
    }

    CitizenScreen {
        id: screen
        anchors.fill: parent
        kiosk: kiosk
    }

    TestCase {
        name: "Host"
        when: windowShown

        function find(item, matches) {
            if (!item.visible)
                return null;
            if (matches(item))
                return item;
            for (let i = 0; i < item.children.length; ++i) {
                const found = find(item.children[i], matches);
                if (found)
                    return found;
            }
            return null;
        }

        function button(text) {
            return find(screen, item => item.text === text && item.activated !== undefined);
        }

        function page() {
            return find(screen, item => item.shown !== undefined && item.step !== undefined);
        }

        function init() {
            kiosk.calls = [];
            kiosk.warning = false;
            kiosk.cardMissing = false;
            kiosk.extensionsLeft = 10;
            screen.helping = false;
        }

        function test_everyKindHasAPage_data() {
            return ["Attract", "Info", "Card", "Home", "Findings", "Face", "Materials", "Document", "Photo", "Form", "Confirm", "Pay", "Submit", "Receipt", "TakeCard", "Goodbye", "OutOfService", "Station"].map(kind => ({
                        tag: kind
                    }));
        }

        function test_everyKindHasAPage(data) {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\n" + data.tag + "Step {}", stage);
            kiosk.step = step;
            const shown = page();
            verify(shown !== null);
            verify(shown.toString().startsWith(data.tag + "Page"), shown);
            compare(shown.step, step);
            compare(step.calls.length, 1);
            compare(step.calls[0], "start");
        }

        function test_aTouchMeantForThePageBeforeIsSwallowed() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nInfoStep { primaryText: '我要办理' }", stage);
            kiosk.step = step;
            const primary = button("我要办理");
            mouseClick(primary);
            compare(step.calls.length, 1);
            tryVerify(() => screen.settled, 5000);
            mouseClick(primary);
            compare(step.calls.length, 2);
            compare(step.calls[1], "proceed");
        }

        function test_aFailedStepOffersToTryAgain() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nSubmitStep { state: Step.Failed; canRetry: true; problemText: '网络断了' }", stage);
            kiosk.step = step;
            tryVerify(() => screen.settled, 5000);
            mouseClick(button("再试一次"));
            compare(step.calls[1], "retry");
        }

        function test_extending() {
            kiosk.warning = true;
            mouseClick(button("继续办理"));
            compare(kiosk.calls.length, 1);
            compare(kiosk.calls[0], "extend");
        }

        function test_noButtonWithoutExtensions() {
            kiosk.warning = true;
            kiosk.extensionsLeft = 0;
            compare(button("继续办理"), null);
            verify(button("不办了，结束") !== null);
        }

        function test_theOverlayTakesTheTouch() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nInfoStep { primaryText: '我要办理' }", stage);
            kiosk.step = step;
            tryVerify(() => screen.settled, 5000);
            const primary = button("我要办理");
            const at = primary.mapToItem(screen, primary.width / 2, primary.height / 2);
            kiosk.cardMissing = true;
            mouseClick(screen, at.x, at.y);
            compare(step.calls.length, 1);
        }

        function test_helpSaysWhatThePageWants() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nFormStep { helpText: '请核对' }", stage);
            kiosk.step = step;
            tryVerify(() => screen.settled, 5000);
            mouseClick(button("帮助"));
            verify(find(screen, item => item.text === "请核对") !== null);
            const help = find(screen, item => item.modal === true);
            mouseClick(find(help, item => item.text === "叫导办员" && item.activated !== undefined));
            compare(kiosk.calls[0], "callGuide");
            mouseClick(button("知道了，接着办"));
            verify(!screen.helping);
            compare(find(screen, item => item.text === "请核对"), null);
        }

        function test_helpDoesNotStayForTheNextPage() {
            screen.helping = true;
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nHomeStep {}", stage);
            verify(!screen.helping);
        }

        function test_theWarningCanBeReadInTheOtherLanguageAndLarge() {
            kiosk.warningText = "没办完的会清除。";
            kiosk.warning = true;
            verify(find(screen, item => item.text === "没办完的会清除。") !== null);
            const over = find(screen, item => item.modal === true);
            mouseClick(find(over, item => item.text === "English" && item.activated !== undefined));
            verify(kiosk.english);
            kiosk.english = false;
            mouseClick(find(over, item => item.text === "大字" && item.activated !== undefined));
            verify(kiosk.largeText);
            kiosk.largeText = false;
        }

        function test_metConditionsUnfold() {
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nFindingsStep { passedCount: 1; findings: [{title: '年龄符合', result: 'pass'}] }", stage);
            tryVerify(() => screen.settled, 5000);
            compare(find(screen, item => item.text === "年龄符合"), null);
            mouseClick(button("看一看"));
            verify(find(screen, item => item.text === "年龄符合") !== null);
        }

        function test_whatIsDueSaysWhyItCannotBeDone() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nHomeStep { due: [{id: 'a', text: '该换证了', verb: '换证', available: false, reason: '摄像头用不了'}] }", stage);
            kiosk.step = step;
            tryVerify(() => screen.settled, 5000);
            verify(find(screen, item => item.text === "现在办不了：摄像头用不了") !== null);
            mouseClick(button("该换证了"));
            compare(step.calls.length, 1);
        }

        function test_noPictureThatWouldBeRefused() {
            const step = Qt.createQmlObject("import Doorstep.Kiosk\nPhotoStep { live: true }", stage);
            kiosk.step = step;
            tryVerify(() => screen.settled, 5000);
            mouseClick(button("现在就拍"));
            compare(step.calls.length, 1);
            step.good = true;
            mouseClick(button("现在就拍"));
            compare(step.calls[1], "capture");
        }

        function test_slowWorkOfAPageIsSaid() {
            kiosk.step = Qt.createQmlObject("import Doorstep.Kiosk\nCardStep { state: Step.Working; slow: true }", stage);
            verify(find(screen, item => item.text === "还在处理，请再等一等；也可以叫导办员。") !== null);
        }

        function test_tools() {
            mouseClick(button("大字"));
            verify(kiosk.largeText);
            verify(Theme.large);
            kiosk.largeText = false;
            mouseClick(button("叫导办员"));
            compare(kiosk.calls[0], "callGuide");
        }
    }
}
