pragma Singleton

import QtQuick

// Every size and colour of the faces. Sizes are physical: millimetres on the glass, turned into pixels with the
// station's screen; pages never write a pixel number.
QtObject {
    id: theme

    // Set by the window from the station's screen, and by the visit.
    property real pxPerMm: 1080 / 336
    property bool large: false
    property bool highContrast: false
    property bool reducedMotion: false

    function mm(length: real): real {
        return Math.round(length * theme.pxPerMm);
    }

    // Type: the em. Noto Sans CJK's capitals are 0.73 em high, so the smallest, 6.8 mm, gives letters of 4.9 mm
    // (US 36 CFR 1194 App. C 402.4 asks for 4.8), and 10 mm gives 7.3 mm in large type (EN 301 549 5.1.4 at 600 mm).
    readonly property string family: "Noto Sans CJK SC"
    readonly property string typewriter: "Noto Sans Mono CJK SC"
    readonly property int caption: theme.mm(theme.large ? 10.2 : 6.8)
    readonly property int body: theme.mm(theme.large ? 11.5 : 8.5)
    readonly property int lead: theme.mm(theme.large ? 13 : 10.5)
    readonly property int title: theme.mm(theme.large ? 17 : 14)
    readonly property int display: theme.mm(theme.large ? 24 : 20)

    // Room.
    readonly property real hair: Math.max(1, theme.mm(theme.highContrast ? 0.8 : 0.35))
    readonly property real outline: Math.max(1, theme.mm(theme.highContrast ? 1 : 0.6))
    readonly property real tiny: theme.mm(2)
    readonly property real gap: theme.mm(4)
    readonly property real space: theme.mm(7)
    readonly property real wide: theme.mm(12)
    readonly property real margin: theme.mm(20)
    readonly property real radius: theme.mm(3)

    // Touch: at least 15 mm both ways with 3 mm between.
    readonly property real target: theme.mm(16)
    readonly property real targetGap: theme.mm(3.5)
    readonly property real primary: theme.mm(24)
    readonly property real row: theme.mm(24)

    // A second press of the same button within this time is a tremor, not a wish (EN 301 549 5.8).
    readonly property int doubleStrikeMs: 500
    readonly property int slideMs: theme.reducedMotion ? 0 : 180

    // Colour. On white: text 16:1, secondary 7:1, action 8:1, attention 6.8:1, good 6.7:1, wrong 7.5:1.
    // The twin is light on black, everything at least 7:1.
    readonly property color ground: theme.highContrast ? "#000000" : "#F3F6FA"
    readonly property color card: theme.highContrast ? "#000000" : "#FFFFFF"
    readonly property color text: theme.highContrast ? "#FFFFFF" : "#16202C"
    readonly property color secondary: theme.highContrast ? "#FFFFFF" : "#4A5868"
    readonly property color action: theme.highContrast ? "#FFD633" : "#0A4DA2"
    readonly property color actionPressed: theme.highContrast ? "#FFFFFF" : "#073A7C"
    readonly property color actionText: theme.highContrast ? "#000000" : "#FFFFFF"
    readonly property color actionTint: theme.highContrast ? "#000000" : "#E8F0FA"
    readonly property color attention: theme.highContrast ? "#FFC66B" : "#8A4B08"
    readonly property color attentionTint: theme.highContrast ? "#000000" : "#FDF4E7"
    readonly property color good: theme.highContrast ? "#7DF0AE" : "#13693B"
    readonly property color goodTint: theme.highContrast ? "#000000" : "#EAF5EE"
    readonly property color wrong: theme.highContrast ? "#FFB4AB" : "#A61B12"
    readonly property color wrongTint: theme.highContrast ? "#000000" : "#FCEDEB"
    readonly property color line: theme.highContrast ? "#FFFFFF" : "#D5DCE5"
    readonly property color controlLine: theme.highContrast ? "#FFFFFF" : "#7A8899"
    readonly property color off: theme.highContrast ? "#2B2B2B" : "#E3E8EE"
    readonly property color offText: theme.highContrast ? "#D0D0D0" : "#4A5868"
    readonly property color scrim: theme.highContrast ? "#E6000000" : "#D916202C"
}
