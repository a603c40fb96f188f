//! What each command does, and why it cannot where it cannot. Exhaustive on purpose: a new row of the table does
//! not compile until it does something.

use super::asking::Answer;
use super::gate::Subject;
use super::layout::{Areas, list_head};
use super::model::{Effect, Model};
use super::outline::has_children;
use super::overlay::{Overlay, Page, PageKind, Palette, Question};
use super::recording::Intent;
use super::{Notice, Reason, Row};
use crate::command::{Command, Scope};
use crate::job::{Decision, Job};
use crate::merge::Side;
use crate::plan::{Interface, PublishWhen};
use crate::review::History;
use crate::session::{ActionDraft, Saying};

/// Tells whether `command` can run now. Dispatch, help and palette all ask here.
pub fn available(model: &Model, command: Command) -> Result<(), Reason> {
    let demand = |holds: bool, reason: Reason| if holds { Ok(()) } else { Err(reason) };
    match command {
        Command::Quit
        | Command::Help
        | Command::Language
        | Command::Suspend
        | Command::Reload
        | Command::Palette => Ok(()),
        // What is open already can be read and closed.
        other if !model.is_loaded() && matches!(other.spec().scope, Scope::Outline | Scope::Everywhere) => {
            Err(Reason::Loading)
        }
        other
            if model.past.is_some()
                && (records(other).is_some() || matches!(other, Command::Reviewer | Command::Behalf)) =>
        {
            Err(Reason::InThePast)
        }
        // Half a plan would have it recorded that a mark replaces nothing.
        other if !model.is_whole() && records(other).is_some() => Err(Reason::Arriving),
        Command::Problems if !model.is_whole() && model.mistakes.is_empty() => Err(Reason::Arriving),
        Command::Note => can_be_marked(model),
        Command::QuoteFound => {
            can_be_marked(model)?;
            demand(model.quotable().is_some(), Reason::NothingToQuote)
        }
        Command::LineMissing => demand(model.note_line().is_some(), Reason::NotANote),
        Command::ToTheMeeting => {
            demand(model.meeting().is_some(), Reason::NoMeeting)?;
            can_be_marked(model)
        }
        other if other.spec().scope == Scope::Meeting => model.can_in_meeting(other),
        Command::Reconfirm | Command::Withdraw => {
            can_be_marked(model)?;
            // Who nobody knows may have marked it all the same: the answer comes with the name.
            let Some(speaker) = model.speaker() else { return Ok(()) };
            let Some(index) = model.item_of_screen() else { return Err(Reason::NotAnItem) };
            match command {
                Command::Reconfirm => model.to_confirm(index, &speaker).map(drop),
                _ => model.deeds_to_withdraw(index, &speaker).map(drop),
            }
        }
        Command::Carry => {
            can_be_marked(model)?;
            let Some(index) = model.item_of_screen() else { return Err(Reason::NotAnItem) };
            demand(model.review.standing(index).is_stale(), Reason::NothingToCarry)
        }
        Command::Undo | Command::Redo if model.identity.known().is_none() => Ok(()),
        Command::Undo | Command::Redo => {
            // With something on its way, what can be undone is known only when it has arrived.
            let history = model.identity.known().map(|me| History::of(&model.review, me)).unwrap_or_default();
            let pending = model.recording.unkept() > 0;
            match command {
                Command::Undo => demand(pending || !history.next_undo().is_empty(), Reason::NothingToUndo),
                _ => demand(pending || !history.next_redo().is_empty(), Reason::NothingToRedo),
            }
        }
        Command::Clause => {
            demand(model.clause_shown || !model.cited_by(model.outline.selected).is_empty(), Reason::NoClause)
        }
        Command::Links => demand(!model.linked().is_empty(), Reason::NoLinks),
        Command::Back => demand(!model.trail.is_empty(), Reason::NowhereBack),
        Command::Toggle => demand(has_children(&model.plan, model.outline.selected), Reason::NothingBelow),
        Command::OutlineScreen => demand(model.screen != super::Screen::Outline, Reason::OnTheOutline),
        Command::Notes => demand(model.notes(true).next().is_some(), Reason::NoNotes),
        Command::NotesResolve | Command::NotesReply => {
            demand(model.chosen_notes().is_some(), Reason::NoNotes)
        }
        Command::Behalf => demand(
            model.represented.is_some() || !model.plan.strategy.reviewers.is_empty(),
            Reason::NobodyListed,
        ),
        Command::TakeUp => demand(!model.drafts.is_empty(), Reason::NoDrafts),
        Command::Commit => demand(!model.is_committing(), Reason::Committing),
        Command::Stop => demand(!model.stoppable().is_empty(), Reason::NothingToStop),
        Command::Restore => demand(!model.review.gaps().is_empty(), Reason::NothingMissing),
        Command::AcceptLoss => demand(model.lost_records() > 0, Reason::NothingMissing),
        Command::Publish => demand(model.plan.strategy.publish != PublishWhen::Never, Reason::PublishingOff),
        Command::Problems => {
            demand(!model.problems.is_empty() || !model.mistakes.is_empty(), Reason::NoProblems)
        }
        other => match other.status() {
            Some(number) => {
                demand(number < model.plan.strategy.statuses.len(), Reason::NoSuchStatus)?;
                if model.selection.is_empty() { can_be_marked(model) } else { Ok(()) }
            }
            None => Ok(()),
        },
    }
}

/// What a command records something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// The item that is selected.
    Selected,
    /// The item that is chosen on the agenda.
    Agenda,
    /// The thread that is chosen among the notes.
    Thread,
    /// No wording: what was recorded before, or how a meeting goes on.
    Facts,
    /// It takes care of what was recorded, and records nothing itself.
    Kept,
}

/// Returns what `command` records something about; `None` where it records nothing.
fn records(command: Command) -> Option<About> {
    Some(match command {
        Command::Note
        | Command::Reconfirm
        | Command::Withdraw
        | Command::QuoteFound
        | Command::Carry
        | Command::ToTheMeeting => About::Selected,
        Command::Votes | Command::Decision | Command::Action | Command::Park => About::Agenda,
        Command::NotesReply | Command::NotesResolve => About::Thread,
        // An undo takes back whatever was recorded last, and says what that was: the item need not be on the screen. Going on
        // in a meeting is for what comes next, which cannot be on the screen yet.
        Command::Undo
        | Command::Redo
        | Command::MeetingNext
        | Command::MeetingPrev
        | Command::AgendaOpen
        | Command::AgendaEarlier
        | Command::AgendaLater
        | Command::Present
        | Command::MeetingPause
        | Command::MeetingEnd
        | Command::MeetingUndo => About::Facts,
        Command::Commit
        | Command::Sync
        | Command::Publish
        | Command::Restore
        | Command::AcceptLoss
        | Command::TakeUp => About::Kept,
        other => return other.status().map(|_| About::Selected),
    })
}

/// Tells whether `command` records something about the item that is selected, where no others are.
pub(super) fn is_about_selected(command: Command) -> bool {
    records(command) == Some(About::Selected)
}

/// Tells whether `command` takes or answers what is laid over the screen, which has to be seen for that.
fn settles(command: Command) -> bool {
    matches!(
        command,
        Command::Yes
            | Command::No
            | Command::Cancel
            | Command::LineDone
            | Command::Pick
            | Command::TrustRun
            | Command::TrustWithout
            | Command::ClashOurs
            | Command::ClashTheirs
            | Command::ClashDone
    )
}

/// Returns what a frame must have shown before `command` may record; `None` where that does not matter.
fn subject(model: &Model, command: Command) -> Option<Subject> {
    match records(command)? {
        // The question that follows lists what was selected.
        About::Selected if command.status().is_some() && !model.selection.is_empty() => None,
        About::Selected => model.selected_item().map(Subject::Item),
        About::Agenda => model.agenda_item().map(Subject::Item),
        About::Thread => model.chosen_notes().map(|(_, thread)| Subject::Thread(thread.first().clone())),
        About::Facts => Some(Subject::Facts),
        About::Kept => None,
    }
}

fn can_be_marked(model: &Model) -> Result<(), Reason> {
    let index = model.item_of_screen().ok_or(Reason::NotAnItem)?;
    if model.plan.items[index].damaged {
        return Err(Reason::Damaged);
    }
    if model.plan.is_ambiguous(index) { Err(Reason::Ambiguous) } else { Ok(()) }
}

/// Does `command`, or says why it cannot.
#[expect(clippy::too_many_lines, reason = "a table: one line a command")]
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    if let Err(reason) = available(model, command) {
        model.notice = Some(Notice::Cannot(reason));
        return Vec::new();
    }
    if settles(command) && !model.has_room_for_overlay() {
        model.notice = Some(Notice::Cannot(Reason::WindowTooSmall));
        return Vec::new();
    }
    if let Some(subject) = subject(model, command)
        && !model.may_record(&subject)
    {
        return Vec::new();
    }
    match command {
        Command::OverviewScreen => model.open_overview(),
        Command::OverviewNext => model.move_overview(1),
        Command::OverviewPrev => model.move_overview(-1),
        Command::OverviewPageDown => model.move_overview(model.outline_page()),
        Command::OverviewPageUp => model.move_overview(-model.outline_page()),
        Command::OverviewFirst => model.move_overview(isize::MIN),
        Command::OverviewLast => model.move_overview(isize::MAX),
        Command::OverviewOpen => return model.follow_overview(),
        Command::ChangesScreen => return model.open_changes(),
        Command::ChangeNext => model.move_change(1),
        Command::ChangePrev => model.move_change(-1),
        Command::ChangePageDown => model.move_change(model.outline_page()),
        Command::ChangePageUp => model.move_change(-model.outline_page()),
        Command::ChangeFirst => model.move_change(isize::MIN),
        Command::ChangeLast => model.move_change(isize::MAX),
        Command::ChangeFold => model.fold_change(true),
        Command::ChangeUnfold => model.fold_change(false),
        Command::ChangeOpen => model.open_change(),
        Command::CompareWith => model.open_versions(),
        Command::OutlineScreen
        | Command::ChangesClose
        | Command::HistoryClose
        | Command::MeetingClose
        | Command::OverviewClose => {
            model.close_changes();
        }
        Command::MeetingScreen => model.open_meeting(),
        Command::MeetingNext => return model.next_on_the_agenda(),
        Command::MeetingPrev => return model.previous_on_the_agenda(),
        Command::AgendaDown => model.move_agenda(1),
        Command::AgendaUp => model.move_agenda(-1),
        Command::AgendaPageDown => model.move_agenda(model.outline_page()),
        Command::AgendaPageUp => model.move_agenda(-model.outline_page()),
        Command::AgendaFirst => model.move_agenda(isize::MIN),
        Command::AgendaLast => model.move_agenda(isize::MAX),
        Command::AgendaOpen => return model.open_agenda_line(),
        Command::AgendaEarlier => return model.reorder_agenda(false),
        Command::AgendaLater => return model.reorder_agenda(true),
        Command::Votes => model.ask_of_item(Saying::Votes),
        Command::Decision => model.ask_of_item(Saying::Decision),
        Command::Action => model.ask_of_item(|item| Saying::Action(ActionDraft::on(item))),
        Command::Park => model.ask_of_item(Saying::Park),
        Command::Present => model.ask_who_is_present(),
        Command::MeetingPause => return model.pause_or_resume(),
        Command::MeetingEnd => model.ask_to_end(),
        Command::Minutes => {
            model.overlay = Some(Overlay::Page(Page { kind: PageKind::Minutes, scroll: 0 }));
        }
        Command::MeetingUndo => model.overlay = Some(Overlay::Question(Question::TakeMeetingBack)),
        Command::ToTheMeeting => return model.take_to_the_meeting(),
        Command::HistoryScreen => return model.open_history(),
        Command::HistoryNext => model.move_passage(1),
        Command::HistoryPrev => model.move_passage(-1),
        Command::HistoryPageDown => model.move_passage(model.outline_page()),
        Command::HistoryPageUp => model.move_passage(-model.outline_page()),
        Command::HistoryFirst => model.move_passage(isize::MIN),
        Command::HistoryLast => model.move_passage(isize::MAX),
        Command::Down => model.move_by(1),
        Command::Up => model.move_by(-1),
        Command::PageDown => model.move_by(model.outline_page()),
        Command::PageUp => model.move_by(-model.outline_page()),
        Command::First => model.move_by(isize::MIN),
        Command::Last => model.move_by(isize::MAX),
        Command::Fold => model.fold(),
        Command::Unfold => model.unfold(),
        Command::Toggle => model.toggle(),
        Command::FoldAll => model.fold_all(),
        Command::UnfoldAll => model.outline.folds.unfold_all(),
        Command::NextUnreviewed => model.go_to_open(true),
        Command::PrevUnreviewed => model.go_to_open(false),
        Command::NextArea => model.step_area(true),
        Command::PrevArea => model.step_area(false),
        Command::ItemDown => model.scroll_item(model.item_page() / 2),
        Command::ItemUp => model.scroll_item(-model.item_page() / 2),
        Command::Links => model.open_links(),
        Command::Back => {
            if let Some(row) = model.trail.pop() {
                model.select(row);
            }
        }
        Command::Clause => {
            model.clause_shown = !model.clause_shown;
            if Areas::of(model.size, true).clause_alone() {
                model.item_scroll = 0;
            }
        }
        Command::Mark1
        | Command::Mark2
        | Command::Mark3
        | Command::Mark4
        | Command::Mark5
        | Command::Mark6
        | Command::Mark7
        | Command::Mark8
        | Command::Mark9 => return command.status().map_or_else(Vec::new, |number| model.mark(number)),
        Command::Reconfirm => return model.reconfirm(),
        Command::Withdraw => return model.withdraw(),
        Command::Carry => model.ask_to_carry(),
        Command::Note => model.open_note(),
        Command::TakeUp => model.open_first_draft(),
        Command::Undo => return model.record(Intent::Undo),
        Command::Redo => return model.record(Intent::Redo),
        Command::Search => {
            model.close_changes();
            model.open_search("");
        }
        Command::Filter => model.open_filter(),
        Command::FindInItem => model.open_find(),
        Command::PickFilter => model.filter_by_search(),
        Command::Commit => {
            model.trust_put_off = false;
            model.notice = Some(Notice::Committing);
            return model.commit_all();
        }
        Command::Sync => {
            model.trust_put_off = false;
            return model.sync();
        }
        Command::Restore => return vec![Effect::Work(Job::Restore { from_history: false })],
        Command::AcceptLoss => {
            let question = Question::AcceptLoss { records: model.lost_records() };
            model.overlay = Some(Overlay::Question(question));
        }
        Command::Publish => {
            model.trust_put_off = false;
            return model.publish();
        }
        Command::TrustRun => return model.decide(Decision::Trusted),
        Command::TrustWithout => return model.decide(Decision::Restricted),
        Command::TrustDown => model.scroll_trusting(1),
        Command::TrustUp => model.scroll_trusting(-1),
        Command::TrustCancel => model.put_trust_off(),
        Command::ClashNext => model.clash_by(1),
        Command::ClashPrev => model.clash_by(-1),
        Command::ClashOurs => model.choose_side(Side::Ours),
        Command::ClashTheirs => model.choose_side(Side::Theirs),
        Command::ClashDone => return model.finish_clashes(),
        Command::Notes => model.open_notes(),
        Command::NotesNext => model.move_notes(1),
        Command::NotesPrev => model.move_notes(-1),
        Command::NotesOpen => model.go_to_notes(),
        Command::NotesReply => model.reply(),
        Command::NotesResolve => return model.resolve(),
        Command::NotesAll => model.toggle_resolved(),
        Command::Problems => {
            model.overlay = Some(Overlay::Page(Page { kind: PageKind::Problems, scroll: 0 }));
        }
        Command::Reviewer => model.ask_who(),
        Command::Behalf => model.toggle_behalf(),
        Command::Language => {
            model.interface = match model.interface {
                Interface::Chinese => Interface::English,
                Interface::English => Interface::Chinese,
            };
        }
        Command::Reload => {
            let mut effects = model.send_next();
            effects.push(Effect::Redraw);
            effects.extend(model.reload());
            return effects;
        }
        Command::Palette => model.overlay = Some(Overlay::Palette(Palette::default())),
        Command::Help => model.overlay = Some(Overlay::Page(Page { kind: PageKind::Help, scroll: 0 })),
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => return model.quit(),
        Command::Stop => return model.stop(),
        Command::PickNext => model.pick_by(1),
        Command::PickPrev => model.pick_before(),
        Command::PickSelect => model.pick_select(),
        Command::PickPageDown => model.pick_by(model.outline_page()),
        Command::PickPageUp => model.pick_by(-model.outline_page()),
        Command::QuoteFound => model.quote_found(),
        Command::Pick => return model.pick(),
        Command::PickNothing => model.pick_nothing(),
        Command::LineDone => return model.finish_line(),
        Command::LineMissing => model.toggle_missing(),
        Command::LineCancel => model.cancel_line(),
        Command::Yes => return model.answer(Answer::Yes),
        Command::No => return model.answer(Answer::No),
        Command::Cancel => return model.answer(Answer::Cancel),
        Command::PageScrollDown => model.scroll_page(1),
        Command::PageScrollUp => model.scroll_page(-1),
        Command::PageForward => model.scroll_page(model.page_view()),
        Command::PageBackward => model.scroll_page(-model.page_view()),
        Command::PageTop => model.scroll_page(isize::MIN),
        Command::PageEnd => model.scroll_page(isize::MAX),
        Command::ClashCancel | Command::NotesClose | Command::PageClose => model.overlay = None,
    }
    Vec::new()
}

impl Model {
    pub(super) fn areas(&self) -> Areas {
        if self.is_in_meeting() {
            return Areas::of_meeting(self.size);
        }
        Areas::of(self.size, self.clause_shown)
    }

    /// Tells whether what is laid over the screen can be seen in this window.
    fn has_room_for_overlay(&self) -> bool {
        let rows = self.areas().outline.rows;
        let is_list = matches!(self.overlay, Some(Overlay::Palette(_) | Overlay::Reviewer(_)));
        self.size.holds_a_screen() && (!is_list || rows > list_head(rows))
    }

    fn outline_page(&self) -> isize {
        isize::try_from(self.areas().outline.rows).unwrap_or(1).saturating_sub(1).max(1)
    }

    fn item_page(&self) -> isize {
        isize::try_from(self.areas().read().rows).unwrap_or(2).max(2)
    }

    fn page_view(&self) -> isize {
        isize::try_from(self.measured.page_view).unwrap_or(1).saturating_sub(1).max(1)
    }

    fn go_to_open(&mut self, forward: bool) {
        match self.next_open(forward) {
            Some((index, wrapped)) => {
                self.select(Row::Item(index));
                if wrapped {
                    self.notice = Some(Notice::Wrapped);
                }
            }
            None if !self.is_whole() => self.notice = Some(Notice::Cannot(Reason::Arriving)),
            None => self.notice = Some(Notice::NothingUnreviewed),
        }
    }

    /// Scrolls the item pane, as far as it has lines.
    pub(super) fn scroll_item(&mut self, lines: isize) {
        let last = self.measured.item.saturating_sub(usize::from(self.areas().read().rows));
        // What brought a word into sight is where scrolling begins.
        let from = if self.in_sight().is_some() { self.measured.item_top } else { self.item_scroll };
        self.sought.in_sight = false;
        self.item_scroll = from.saturating_add_signed(lines).min(last);
    }

    fn scroll_page(&mut self, lines: isize) {
        let last = self.measured.page.saturating_sub(self.measured.page_view);
        if let Some(
            Overlay::Page(Page { scroll, .. }) | Overlay::Question(Question::MarkSelected { scroll, .. }),
        ) = &mut self.overlay
        {
            *scroll = scroll.saturating_add_signed(lines).min(last);
        }
    }
}
