import QtQml

// A group of scenes. Texts that come from config or the platform are given in both languages.
QtObject {
    id: scenes

    required property bool english
    required property var portrait
    required property var desk
    required property var sheet
    required property var noPortrait
    default property list<QtObject> all

    function t(zh: string, en: string): string {
        return scenes.english ? en : zh;
    }
}
