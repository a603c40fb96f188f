//! The minutes of a meeting, as a Markdown document: what was decided on which wording, what was said, what is to be done
//! and what was not reached. Knows no clock: the same facts about the same plan give the same bytes.

use std::fmt::{Arguments, Write as _};

use super::markdown::{escaped, lines_escaped};
use super::meeting::{
    Places, Proceeding, action_name, decided_counts, given_title, proceedings_and_places, recorded_wording,
    wording_changed,
};
use super::summary::reviewer_name;
use crate::compare::{ItemField, Saying, said_by_wording};
use crate::plan::Plan;
use crate::review::{Fact, Fingerprint, Meeting, MeetingState, Outcome, Progress, Review, Step, Wording};
use crate::text::{Foreign, Shown};
use crate::words::{Arg, Words};

/// Writes the minutes of a meeting; they end in a newline.
pub fn minutes(words: &Words, plan: &Plan, review: &Review, meeting: &Meeting<'_>) -> String {
    let (proceedings, places) = proceedings_and_places(plan, meeting);
    let mut minutes = Minutes { words, plan, review, text: String::new() };
    minutes.head(meeting, &proceedings);
    minutes.agenda(&proceedings);
    // What something was said of was not passed over, also where nobody put it on the table.
    let was_there =
        |it: &Proceeding<'_>| !(it.marks.is_empty() && it.notes.is_empty() && it.actions.is_empty());
    let waits = |it: &Proceeding<'_>| it.progress == Progress::Waiting && it.on_agenda && !was_there(it);
    let numbered = || numbers(&proceedings);
    minutes.chapter("minutes-decided", numbered().filter(|(_, it)| it.progress == Progress::Decided));
    minutes.chapter("minutes-parked", numbered().filter(|(_, it)| it.progress == Progress::Parked));
    let undecided =
        |it: &Proceeding<'_>| matches!(it.progress, Progress::Discussed | Progress::Waiting) && !waits(it);
    minutes.chapter("minutes-discussed", numbered().filter(|(_, it)| undecided(it)));
    let not_reached: Vec<_> = numbered().filter(|(_, it)| waits(it)).collect();
    if !not_reached.is_empty() {
        minutes.heading("minutes-not-reached");
        for (number, proceeding) in not_reached {
            let title = minutes.title(proceeding);
            minutes.write(format_args!("- {}\n", minutes.numbered(number, &title)));
        }
        minutes.gap();
    }
    minutes.actions(meeting, &proceedings, &places);
    minutes.text.truncate(minutes.text.trim_end().len());
    minutes.text.push('\n');
    minutes.text
}

/// Numbers what was on the agenda, as it was there.
fn numbers<'a, 'b>(
    proceedings: &'b [Proceeding<'a>],
) -> impl Iterator<Item = (Option<usize>, &'b Proceeding<'a>)> {
    proceedings.iter().enumerate().map(|(at, it)| (it.on_agenda.then_some(at + 1), it))
}

struct Minutes<'a> {
    words: &'a Words,
    plan: &'a Plan,
    review: &'a Review,
    text: String,
}

impl Minutes<'_> {
    fn head(&mut self, meeting: &Meeting<'_>, proceedings: &[Proceeding<'_>]) {
        let title = match given_title(meeting) {
            Some(title) => self.say("minutes-title", "title", &title),
            None => escaped(self.words.say("minutes-untitled").as_str()),
        };
        self.write(format_args!("# {title}\n\n"));
        if meeting.state() != MeetingState::Ended {
            let said = self.words.say("minutes-not-ended");
            self.write(format_args!("{}\n\n", escaped(said.as_str())));
        }
        self.point("minutes-time", &self.time(meeting));
        if let Some(place) = &meeting.begin.place {
            self.point("meeting-place", &place.show());
        }
        if let Some(chair) = &meeting.begin.chair {
            self.point("meeting-chair", &reviewer_name(&self.plan.strategy, chair));
        }
        if !meeting.attended.is_empty() {
            let names: Vec<Shown> = meeting.attended.iter().map(|name| name.show().one_line()).collect();
            self.point("meeting-present", &Shown::join(&names, &self.words.say("list-separator")));
        }
        self.point("minutes-recorder", &reviewer_name(&self.plan.strategy, &meeting.fact.by));
        let decided = decided_counts(self.words, &self.plan.strategy, proceedings);
        let nothing = || self.words.say("message-meeting-nothing-decided");
        self.point("minutes-came-to", &decided.unwrap_or_else(nothing));
        self.gap();
    }

    /// Says from when to when it went, by the clock of who began it, and how long it took without pauses.
    fn time(&self, meeting: &Meeting<'_>) -> Shown {
        let Some(begun) = &meeting.fact.at else { return Shown::own("—") };
        let ended = meeting.steps.last().filter(|(_, step)| matches!(step, Step::End { .. }));
        let until = ended.and_then(|(fact, _)| fact.at.as_ref()).map(|end| {
            let end = end.at_offset_of(begun);
            if end.day() == begun.day() {
                end.clock().to_owned()
            } else {
                format!("{} {}", end.day(), end.clock())
            }
        });
        let from = ("from", Shown::of(&format!("{} {}", begun.day(), begun.clock())).into());
        let zone = ("zone", Shown::of(&begun.offset_name()).into());
        let Some(until) = until else { return self.words.say_with("minutes-time-from", &[from, zone]) };
        let minutes = usize::try_from(meeting.times(None).whole / 60).unwrap_or(usize::MAX);
        let args = [from, zone, ("until", Shown::of(&until).into()), ("minutes", minutes.into())];
        self.words.say_with("minutes-time-until", &args)
    }

    fn agenda(&mut self, proceedings: &[Proceeding<'_>]) {
        self.heading("minutes-agenda");
        for (number, proceeding) in numbers(proceedings) {
            let Some(number) = number else { continue };
            let title = escaped(self.title(proceeding).as_str());
            self.write(format_args!("{number}. {title}\n"));
        }
        self.gap();
    }

    /// Writes all that came of some of the items under a heading; nothing where there are none.
    fn chapter<'b, 'c: 'b>(
        &mut self,
        heading: &str,
        proceedings: impl Iterator<Item = (Option<usize>, &'b Proceeding<'c>)>,
    ) {
        let mut headed = false;
        for (number, proceeding) in proceedings {
            if !headed {
                self.heading(heading);
                headed = true;
            }
            let title = self.title(proceeding);
            let title = self.numbered(number, &title);
            self.write(format_args!("### {title}\n\n"));
            self.item(proceeding);
        }
    }

    fn item(&mut self, proceeding: &Proceeding<'_>) {
        let before = self.text.len();
        self.came_of(proceeding);
        if self.text.len() == before {
            self.remark("minutes-nothing-noted", &[]);
        }
        self.gap();
    }

    fn came_of(&mut self, proceeding: &Proceeding<'_>) {
        if proceeding.index.is_none() {
            self.remark("minutes-not-in-plan", &[("id", Shown::of(proceeding.item.as_str()).into())]);
        }
        if proceeding.is_contradicting() {
            self.remark("minutes-contradicting", &[("count", proceeding.outcomes.len().into())]);
        }
        let mut told: Vec<&Fingerprint> = Vec::new();
        for (fact, outcome) in &proceeding.outcomes {
            if !told.contains(&&outcome.pin.seen) {
                told.push(&outcome.pin.seen);
                self.wording(proceeding, outcome);
            }
            self.outcome(fact, outcome, proceeding.outcomes.len() > 1);
        }
        let parked =
            |text: Option<&Foreign>| text.map_or_else(|| self.words.say("minutes-no-reason"), Foreign::show);
        let decided = proceeding.progress == Progress::Decided;
        let parks: Vec<Shown> = if decided {
            Vec::new()
        } else {
            proceeding.parks.iter().map(|(_, park)| parked(park.text.as_ref())).collect()
        };
        for why in parks {
            self.point("minutes-why-parked", &why);
        }
        let strategy = &self.plan.strategy;
        let marks: Vec<Shown> = proceeding
            .marks
            .iter()
            .map(|(fact, mark)| {
                let (who, status) =
                    (reviewer_name(strategy, fact.voice()), self.words.status(strategy, &mark.status));
                let args = [("who", who.into()), ("status", status.into())];
                if fact.voice() == &fact.by {
                    return self.words.say_with("minutes-mark", &args);
                }
                let by = ("by", reviewer_name(strategy, &fact.by).into());
                let [who, status] = args;
                self.words.say_with("minutes-mark-for", &[who, status, by])
            })
            .collect();
        if !marks.is_empty() {
            self.point("minutes-marks", &Shown::join(&marks, &self.words.say("list-separator")));
        }
        for (fact, note) in &proceeding.notes {
            let who = self.say("minutes-note", "who", &reviewer_name(strategy, fact.voice()));
            self.labelled(&who, &note.text.show());
        }
        for (_, action) in &proceeding.actions {
            self.point("minutes-action", &action_name(self.words, action));
        }
    }

    /// Writes the wording that was decided on, as it was recorded, and says where it is another one by now.
    fn wording(&mut self, proceeding: &Proceeding<'_>, outcome: &Outcome) {
        match recorded_wording(self.plan, self.review, proceeding, outcome) {
            None => self.remark("minutes-wording-lost", &[]),
            Some(wording) => {
                self.remark("minutes-wording", &[]);
                for saying in self.in_one_language(&wording) {
                    let mut label = self.words.item_field(&self.plan.strategy, &saying.field);
                    label.push(&self.words.say("label-separator"));
                    let said = lines_escaped(&self.words.said(&saying.said), ">   ");
                    self.write(format_args!("> - {}{said}\n", escaped(label.as_str())));
                }
                self.gap();
            }
        }
        if wording_changed(self.plan, proceeding, outcome) == Some(true) {
            self.remark("minutes-wording-changed", &[]);
        }
    }

    /// Takes of every field what it says in the language of the minutes; where it is not said in that, in its first.
    fn in_one_language(&self, wording: &Wording) -> Vec<Saying> {
        let mine = self.words.interface().tag();
        let all = said_by_wording(wording);
        let is_mine = |saying: &Saying| saying.language.as_deref().is_none_or(|tag| tag == mine);
        let has_mine = |field: &ItemField| all.iter().any(|it| &it.field == field && is_mine(it));
        let mut taken: Vec<Saying> = Vec::new();
        for saying in &all {
            let first = taken.last().is_none_or(|last| last.field != saying.field);
            if is_mine(saying) || !has_mine(&saying.field) && first {
                taken.push(saying.clone());
            }
        }
        taken
    }

    /// Writes an outcome, with who recorded it where there are several.
    fn outcome(&mut self, fact: &Fact, outcome: &Outcome, with_recorder: bool) {
        let strategy = &self.plan.strategy;
        let mut said = vec![self.words.status(strategy, &outcome.status)];
        if let Some(votes) = outcome.votes {
            let counted = [("minutes-yes", votes.yes), ("minutes-no", votes.no)];
            let abstained = (votes.abstain > 0).then_some(("minutes-abstain", votes.abstain));
            let count = |votes: u32| usize::try_from(votes).unwrap_or(usize::MAX);
            said.extend(
                counted
                    .into_iter()
                    .chain(abstained)
                    .map(|(id, votes)| self.words.say_with(id, &[("count", count(votes).into())])),
            );
        }
        let said = Shown::join(&said, &self.words.say("clause-separator"));
        if with_recorder {
            let label = self.say("minutes-outcome-by", "who", &reviewer_name(strategy, &fact.by));
            self.labelled(&label, &said);
        } else {
            self.point("minutes-outcome", &said);
        }
        if let Some(text) = &outcome.text {
            self.point("minutes-decision", &text.show());
        }
    }

    /// Writes what is to be done as one table.
    fn actions(&mut self, meeting: &Meeting<'_>, proceedings: &[Proceeding<'_>], places: &Places<'_>) {
        if meeting.actions.is_empty() {
            return;
        }
        self.heading("minutes-actions");
        let heads = ["minutes-number", "minutes-to-do", "minutes-owner", "minutes-due", "minutes-about"];
        let heads = heads.map(|id| escaped(self.words.say(id).as_str()));
        self.write(format_args!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len())));
        for (at, (_, action)) in meeting.actions.iter().enumerate() {
            let owners: Vec<Shown> = action.owner.iter().map(Foreign::show).collect();
            let about = action.item.as_ref().and_then(|id| places.of(id));
            let about = about.map(|at| self.title(&proceedings[at]));
            let cells = [
                Shown::of(&(at + 1).to_string()),
                action.text.show(),
                Shown::join(&owners, &self.words.say("list-separator")),
                action.due.map(|due| Shown::of(&due.to_string())).unwrap_or_default(),
                about.unwrap_or_else(|| self.words.say("minutes-whole-plan")),
            ];
            let cells = cells.map(|cell| escaped(cell.one_line().as_str()));
            self.write(format_args!("| {} |\n", cells.join(" | ")));
        }
        self.gap();
    }

    /// Returns what an item was called when it was decided on, else what it is called now, else its id.
    fn title(&self, proceeding: &Proceeding<'_>) -> Shown {
        let decided = proceeding.outcomes.first();
        let wording =
            decided.and_then(|(_, outcome)| recorded_wording(self.plan, self.review, proceeding, outcome));
        let sayings = wording.map(|wording| self.in_one_language(&wording)).unwrap_or_default();
        let title = sayings.into_iter().find(|saying| saying.field == ItemField::Title);
        title.map_or_else(
            || proceeding.name(self.words, self.plan),
            |title| self.words.said(&title.said).one_line(),
        )
    }

    /// Puts the number of an item before its title; what was not on the agenda is called so.
    fn numbered(&self, number: Option<usize>, title: &Shown) -> String {
        match number {
            Some(number) => format!("{number} {}", escaped(title.as_str())),
            None => self.say("minutes-besides", "title", title),
        }
    }

    /// Writes a line of a list: what it is about, and what is said.
    fn point(&mut self, label: &str, said: &Shown) {
        let label = escaped(self.words.say(label).as_str());
        self.labelled(&label, said);
    }

    fn labelled(&mut self, label: &str, said: &Shown) {
        let separator = self.words.say("label-separator");
        let said = lines_escaped(said, "  ");
        self.write(format_args!("- {label}{}{said}\n", separator.as_str()));
    }

    /// Writes a sentence of ours that stands by itself.
    fn remark(&mut self, id: &str, args: &[(&'static str, Arg)]) {
        let said = escaped(self.words.say_with(id, args).as_str());
        self.gap();
        self.write(format_args!("{said}\n\n"));
    }

    fn heading(&mut self, id: &str) {
        let heading = escaped(self.words.say(id).as_str());
        self.write(format_args!("## {heading}\n\n"));
    }

    /// Fills one text into a message, and takes from both what Markdown would read.
    fn say(&self, id: &str, name: &'static str, filled: &Shown) -> String {
        escaped(self.words.say_with(id, &[(name, filled.clone().into())]).as_str())
    }

    /// Ends what was written before with one empty line.
    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn write(&mut self, more: Arguments<'_>) {
        self.text.write_fmt(more).expect("a String takes all that is written");
    }
}
