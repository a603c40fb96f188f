//! The one table of what a user can do. Everything that lists, binds or explains commands reads it.

/// Where a command applies. Inner scopes are asked first, `Everywhere` last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Any screen, while no text is being typed.
    Everywhere,
    /// The outline and the item beside it.
    Outline,
    /// A list laid over the screen in which text is typed: search, palette.
    Picker,
    /// A line of text being typed.
    Line,
    /// A question with an answer of one key.
    Question,
    /// A page to read: help, problems.
    Page,
    /// What both sides of a merge changed.
    Clashes,
    /// Notes and the answers to them.
    Notes,
    /// How far the review is.
    Overview,
    /// What changed between two versions.
    Changes,
    /// What became of something, commit by commit.
    History,
    /// What a repository brings that would run.
    Trust,
    /// The agenda of a meeting, and the item on the table.
    Meeting,
}

impl Scope {
    pub const ALL: [Self; 13] = [
        Self::Outline,
        Self::Everywhere,
        Self::Overview,
        Self::Changes,
        Self::History,
        Self::Meeting,
        Self::Picker,
        Self::Line,
        Self::Question,
        Self::Page,
        Self::Clashes,
        Self::Notes,
        Self::Trust,
    ];

    /// The screens on which marks can be made.
    pub const MARKING: [Self; 3] = [Self::Outline, Self::Changes, Self::Meeting];

    /// Tells whether it is a screen, where the commands for everywhere are heard too.
    pub fn is_screen(self) -> bool {
        matches!(self, Self::Outline | Self::Overview | Self::Changes | Self::History | Self::Meeting)
    }

    /// Returns the word of the heading in help, as the catalogues know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Outline => "outline",
            Self::Picker => "picker",
            Self::Line => "line",
            Self::Question => "question",
            Self::Page => "page",
            Self::Clashes => "clashes",
            Self::Notes => "notes",
            Self::Overview => "overview",
            Self::Changes => "changes",
            Self::History => "history",
            Self::Trust => "trust",
            Self::Meeting => "meeting",
        }
    }

    /// Tells whether printable keys are text here, so that only other keys may be bound.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Picker | Self::Line)
    }
}

/// What the table says of one command.
#[derive(Debug)]
pub struct Spec {
    /// The name in configuration files and in the catalogues, `command-<name>`.
    pub name: &'static str,
    pub scope: Scope,
    pub keys: &'static [&'static str],
    /// Place in the footer, lower first; 0 keeps it out.
    pub footer: u8,
}

macro_rules! commands {
    ($($variant:ident = $name:literal, $scope:ident, [$($key:literal),*], $footer:literal;)*) => {
        /// Something the user can ask for, by key, by palette or by configuration.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $($variant),* }

        impl Command {
            /// Every command, in the order help shows them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns this command's row of the table.
            pub const fn spec(self) -> &'static Spec {
                match self {
                    $(Self::$variant => &Spec { name: $name, scope: Scope::$scope, keys: &[$($key),*], footer: $footer },)*
                }
            }

            /// Finds a command by the name used in configuration files.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|command| command.spec().name == name)
            }
        }
    };
}

// `mark-1` to `mark-9` are the statuses of the strategy in order, whose letters stand there; an input method lets F-keys
// through. Digits open screens and do nothing else.
commands! {
    Down             = "down",              Outline,    ["j", "down", "ctrl-n"],        0;
    Up               = "up",                Outline,    ["k", "up"],                    0;
    PageDown         = "page-down",         Outline,    ["pagedown", "ctrl-d"],         0;
    PageUp           = "page-up",           Outline,    ["pageup"],                     0;
    First            = "first",             Outline,    ["g g", "home"],                0;
    Last             = "last",              Outline,    ["G", "end"],                   0;
    Fold             = "fold",              Outline,    ["h", "left"],                  0;
    Unfold           = "unfold",            Outline,    ["l", "right"],                 0;
    FoldAll          = "fold-all",          Outline,    ["z m", "-"],                   0;
    UnfoldAll        = "unfold-all",        Outline,    ["z r", "+"],                   0;
    NextUnreviewed   = "next-unreviewed",   Outline,    ["n", "f8"],                    3;
    PrevUnreviewed   = "prev-unreviewed",   Outline,    ["N", "f7"],                    0;
    NextArea         = "next-area",         Outline,    ["]", "tab"],                   0;
    PrevArea         = "prev-area",         Outline,    ["[", "backtab"],               0;
    ItemDown         = "item-down",         Outline,    ["J", "ctrl-down", "space"],    0;
    ItemUp           = "item-up",           Outline,    ["K", "ctrl-up"],               0;
    Toggle           = "toggle",            Outline,    ["enter"],                      0;
    Links            = "links",             Outline,    ["o", "ctrl-right"],            0;
    Back             = "back",              Outline,    ["backspace", "ctrl-o"],        0;
    Clause           = "clause",            Outline,    ["s"],                          6;
    Mark1            = "mark-1",            Outline,    ["f2"],                         0;
    Mark2            = "mark-2",            Outline,    ["f3"],                         0;
    Mark3            = "mark-3",            Outline,    ["f4"],                         0;
    Mark4            = "mark-4",            Outline,    ["f5"],                         0;
    Mark5            = "mark-5",            Outline,    ["f6"],                         0;
    Mark6            = "mark-6",            Outline,    [],                             0;
    Mark7            = "mark-7",            Outline,    [],                             0;
    Mark8            = "mark-8",            Outline,    [],                             0;
    Mark9            = "mark-9",            Outline,    [],                             0;
    Reconfirm        = "reconfirm",         Outline,    ["y", "f12"],                   0;
    Withdraw         = "withdraw",          Outline,    ["v"],                          0;
    Carry            = "carry",             Outline,    ["t"],                          0;
    ToTheMeeting     = "to-the-meeting",    Outline,    ["M"],                          0;
    Note             = "note",              Outline,    ["c", "insert", "ctrl-t"],      4;
    Undo             = "undo",              Outline,    ["u", "delete", "ctrl-u"],      5;
    Redo             = "redo",              Outline,    ["U", "ctrl-r"],                0;
    Search           = "search",            Everywhere, ["/", "f9", "ctrl-f"],          2;
    Filter           = "filter",            Outline,    ["f", "ctrl-e"],                0;
    FindInItem       = "find-in-item",      Outline,    ["F", "ctrl-k"],                0;
    Commit           = "commit",            Everywhere, ["w", "f10", "ctrl-w"],         7;
    Sync             = "sync",              Everywhere, ["S", "ctrl-y"],                8;
    Stop             = "stop",              Everywhere, ["Q"],                          0;
    Restore          = "restore",           Everywhere, [],                             0;
    AcceptLoss       = "accept-loss",       Everywhere, [],                             0;
    Publish          = "publish",           Everywhere, [],                             0;
    OutlineScreen    = "outline-screen",    Everywhere, ["1"],                          0;
    OverviewScreen   = "overview-screen",   Everywhere, ["2"],                          0;
    MeetingScreen    = "meeting-screen",    Everywhere, ["3"],                          0;
    ChangesScreen    = "changes-screen",    Everywhere, ["4"],                          0;
    HistoryScreen    = "history-screen",    Everywhere, ["5"],                          0;
    Notes            = "notes",             Everywhere, ["6", "C"],                     0;
    TakeUp           = "take-up",           Everywhere, [],                             0;
    Problems         = "problems",          Everywhere, ["!", "f11"],                   0;
    Reviewer         = "reviewer",          Everywhere, ["@"],                          0;
    Behalf           = "behalf",            Everywhere, ["B"],                          0;
    Language         = "language",          Everywhere, ["L"],                          0;
    Reload           = "reload",            Everywhere, ["R", "ctrl-l"],                0;
    Palette          = "palette",           Everywhere, [":", "ctrl-p"],                9;
    Help             = "help",              Everywhere, ["?", "f1"],                    10;
    Suspend          = "suspend",           Everywhere, ["ctrl-z"],                     0;
    Quit             = "quit",              Everywhere, ["q", "ctrl-c"],                11;
    OverviewNext     = "overview-next",     Overview,   ["j", "down", "ctrl-n", "tab"], 2;
    OverviewPrev     = "overview-prev",     Overview,   ["k", "up", "backtab"],         0;
    OverviewPageDown = "overview-page-down", Overview,  ["pagedown", "ctrl-d", "space"], 0;
    OverviewPageUp   = "overview-page-up",  Overview,   ["pageup"],                     0;
    OverviewFirst    = "overview-first",    Overview,   ["g g", "home"],                0;
    OverviewLast     = "overview-last",     Overview,   ["G", "end"],                   0;
    OverviewOpen     = "overview-open",     Overview,   ["enter"],                      1;
    OverviewClose    = "overview-close",    Overview,   ["esc", "ctrl-g"],              3;
    ChangeNext       = "change-next",       Changes,    ["j", "down", "ctrl-n"],        2;
    ChangePrev       = "change-prev",       Changes,    ["k", "up"],                    0;
    ChangePageDown   = "change-page-down",  Changes,    ["pagedown", "ctrl-d"],         0;
    ChangePageUp     = "change-page-up",    Changes,    ["pageup"],                     0;
    ChangeFirst      = "change-first",      Changes,    ["g g", "home"],                0;
    ChangeLast       = "change-last",       Changes,    ["G", "end"],                   0;
    ChangeFold       = "change-fold",       Changes,    ["h", "left"],                  0;
    ChangeUnfold     = "change-unfold",     Changes,    ["l", "right"],                 0;
    ChangeOpen       = "change-open",       Changes,    ["enter"],                      1;
    CompareWith      = "compare-with",      Changes,    ["o", "ctrl-right"],            3;
    ChangesClose     = "changes-close",     Changes,    ["esc", "ctrl-g"],              4;
    HistoryNext      = "history-next",      History,    ["j", "down", "ctrl-n"],        1;
    HistoryPrev      = "history-prev",      History,    ["k", "up"],                    0;
    HistoryPageDown  = "history-page-down", History,    ["pagedown", "ctrl-d"],         0;
    HistoryPageUp    = "history-page-up",   History,    ["pageup"],                     0;
    HistoryFirst     = "history-first",     History,    ["g g", "home"],                0;
    HistoryLast      = "history-last",      History,    ["G", "end"],                   0;
    HistoryClose     = "history-close",     History,    ["esc", "enter", "ctrl-g"],     3;
    MeetingNext      = "meeting-next",      Meeting,    ["n", "right", "f8"],           1;
    MeetingPrev      = "meeting-prev",      Meeting,    ["N", "left", "f7"],            0;
    AgendaDown       = "agenda-down",       Meeting,    ["j", "down", "ctrl-n"],        0;
    AgendaUp         = "agenda-up",         Meeting,    ["k", "up"],                    0;
    AgendaPageDown   = "agenda-page-down",  Meeting,    ["pagedown", "ctrl-d"],         0;
    AgendaPageUp     = "agenda-page-up",    Meeting,    ["pageup"],                     0;
    AgendaFirst      = "agenda-first",      Meeting,    ["g g", "home"],                0;
    AgendaLast       = "agenda-last",       Meeting,    ["G", "end"],                   0;
    AgendaOpen       = "agenda-open",       Meeting,    ["enter"],                      3;
    AgendaEarlier    = "agenda-earlier",    Meeting,    ["[", "ctrl-left"],             0;
    AgendaLater      = "agenda-later",      Meeting,    ["]", "ctrl-right"],            0;
    Votes            = "votes",             Meeting,    ["v", "ctrl-v"],                1;
    Decision         = "decision",          Meeting,    ["t", "ctrl-x"],                1;
    Action           = "action",            Meeting,    ["i", "ctrl-e"],                1;
    Park             = "park",              Meeting,    ["b", "ctrl-k"],                1;
    Present          = "present",           Meeting,    ["P"],                          0;
    Minutes          = "minutes",           Meeting,    ["m"],                          4;
    MeetingPause     = "meeting-pause",     Meeting,    ["z"],                          0;
    MeetingEnd       = "meeting-end",       Meeting,    ["Z"],                          3;
    MeetingUndo      = "meeting-undo",      Meeting,    [],                             0;
    MeetingClose     = "meeting-close",     Meeting,    ["esc", "ctrl-g"],              9;
    PickNext         = "pick-next",         Picker,     ["down", "ctrl-n"],             2;
    PickPrev         = "pick-prev",         Picker,     ["up", "ctrl-p", "backtab"],    0;
    PickPageDown     = "pick-page-down",    Picker,     ["pagedown"],                   0;
    PickPageUp       = "pick-page-up",      Picker,     ["pageup"],                     0;
    PickSelect       = "pick-select",       Picker,     ["tab"],                        4;
    PickFilter       = "pick-filter",       Picker,     ["ctrl-e"],                     5;
    QuoteFound       = "quote-found",       Picker,     ["ctrl-t", "insert"],           6;
    Pick             = "pick",              Picker,     ["enter"],                      1;
    PickNothing      = "pick-nothing",      Picker,     ["esc", "ctrl-c", "ctrl-g"],    3;
    LineDone         = "line-done",         Line,       ["enter"],                      1;
    LineMissing      = "line-missing",      Line,       ["tab"],                        3;
    LineCancel       = "line-cancel",       Line,       ["esc", "ctrl-c", "ctrl-g"],    2;
    Yes              = "yes",               Question,   ["y", "enter"],                 1;
    No               = "no",                Question,   ["n"],                          2;
    Cancel           = "cancel",            Question,   ["esc", "ctrl-c", "ctrl-g"],    3;
    PageScrollDown   = "scroll-down",       Page,       ["j", "down", "ctrl-n"],        2;
    PageScrollUp     = "scroll-up",         Page,       ["k", "up", "ctrl-p"],          0;
    PageForward      = "scroll-page-down",  Page,       ["pagedown", "space", "ctrl-d"], 0;
    PageBackward     = "scroll-page-up",    Page,       ["pageup"],                     0;
    PageTop          = "scroll-first",      Page,       ["g g", "home"],                0;
    PageEnd          = "scroll-last",       Page,       ["G", "end"],                   0;
    ClashOurs        = "clash-ours",        Clashes,    ["o", "left"],                  1;
    ClashTheirs      = "clash-theirs",      Clashes,    ["t", "right"],                 2;
    ClashNext        = "clash-next",        Clashes,    ["j", "down", "tab"],           3;
    ClashPrev        = "clash-prev",        Clashes,    ["k", "up", "backtab"],         0;
    ClashDone        = "clash-done",        Clashes,    ["enter"],                      4;
    ClashCancel      = "clash-cancel",      Clashes,    ["esc", "q", "ctrl-c", "ctrl-g"], 5;
    NotesNext        = "notes-next",        Notes,      ["j", "down", "ctrl-n", "tab"], 2;
    NotesPrev        = "notes-prev",        Notes,      ["k", "up", "backtab"],         0;
    NotesOpen        = "notes-open",        Notes,      ["enter"],                      1;
    NotesReply       = "notes-reply",       Notes,      ["c", "insert", "ctrl-t"],      3;
    NotesResolve     = "notes-resolve",     Notes,      ["x", "delete"],                4;
    NotesAll         = "notes-all",         Notes,      ["a", "ctrl-e"],                5;
    NotesClose       = "notes-close",       Notes,      ["esc", "q", "C", "ctrl-c", "ctrl-g"], 6;
    TrustRun         = "trust-run",         Trust,      ["t", "ctrl-t"],                1;
    TrustWithout     = "trust-without",     Trust,      ["w", "ctrl-w"],                2;
    TrustDown        = "trust-down",        Trust,      ["j", "down", "pagedown"],      0;
    TrustUp          = "trust-up",          Trust,      ["k", "up", "pageup"],          0;
    TrustCancel      = "trust-cancel",      Trust,      ["esc", "q", "ctrl-c", "ctrl-g"], 3;
    PageClose        = "close",             Page,       ["esc", "q", "?", "f1", "!", "f11", "ctrl-c", "ctrl-g"], 1;
}

impl Command {
    /// The commands that record the strategy's statuses, in order.
    pub const MARKS: [Self; 9] = [
        Self::Mark1,
        Self::Mark2,
        Self::Mark3,
        Self::Mark4,
        Self::Mark5,
        Self::Mark6,
        Self::Mark7,
        Self::Mark8,
        Self::Mark9,
    ];

    /// Returns which of the strategy's statuses the command records, from 0.
    pub fn status(self) -> Option<usize> {
        Self::MARKS.iter().position(|&mark| mark == self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Configurations hold these names: a command that gets another one keeps the old one besides.
    #[test]
    fn every_name_that_a_configuration_may_hold_goes_on_working() {
        let known = "down up page-down page-up first last fold unfold fold-all unfold-all next-unreviewed \
            prev-unreviewed next-area prev-area item-down item-up toggle links back clause mark-1 mark-2 \
            mark-3 mark-4 mark-5 mark-6 mark-7 mark-8 mark-9 reconfirm withdraw carry to-the-meeting note \
            undo redo search filter find-in-item commit sync publish outline-screen overview-screen \
            meeting-screen changes-screen history-screen notes problems reviewer behalf language reload \
            palette help suspend quit overview-next overview-prev overview-page-down overview-page-up \
            overview-first overview-last overview-open overview-close change-next change-prev \
            change-page-down change-page-up change-first change-last change-fold change-unfold change-open \
            compare-with changes-close history-next history-prev history-page-down history-page-up \
            history-first history-last history-close meeting-next meeting-prev agenda-down agenda-up \
            agenda-page-down agenda-page-up agenda-first agenda-last agenda-open agenda-earlier agenda-later \
            votes decision action park present minutes meeting-pause meeting-end meeting-undo meeting-close \
            pick-next pick-prev pick-page-down pick-page-up pick-select pick-filter quote-found pick \
            pick-nothing line-done line-missing line-cancel yes no cancel scroll-down scroll-up \
            scroll-page-down scroll-page-up scroll-first scroll-last clash-ours clash-theirs clash-next \
            clash-prev clash-done clash-cancel notes-next notes-prev notes-open notes-reply notes-resolve \
            notes-all notes-close trust-run trust-without trust-down trust-up trust-cancel close";
        for name in known.split(' ') {
            assert!(Command::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        let names: BTreeSet<&str> = Command::ALL.iter().map(|command| command.spec().name).collect();
        assert_eq!(names.len(), Command::ALL.len());
        for name in names {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
            assert_eq!(Command::named(name).map(|command| command.spec().name), Some(name));
        }
    }
}
