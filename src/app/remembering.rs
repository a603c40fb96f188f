//! What this session leaves to the next one, and what it was left: lines that were begun, the place, the folds, the
//! queries. It is written as soon as nothing waits at the keyboard, the latest only.

use std::collections::BTreeMap;

use super::lines::Line;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Question};
use super::searching::add_query;
use super::{Notice, Row};
use crate::job::{Job, Recalled, RecordFailure};
use crate::plan::{ItemId, ReviewerId};
use crate::session::{Draft, NoteDraft, Purpose, Session, keep};

/// Whose session it is; `None` while nobody has said who they are.
type Whose = Option<ReviewerId>;

/// What is known of what was left, and of what was kept of this session.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembering {
    /// What was left, by reviewer; `None` until it was read.
    left: Option<BTreeMap<Whose, Session>>,
    /// Lines that are open in sessions that run still.
    elsewhere: BTreeMap<Whose, Vec<Draft>>,
    /// Whose session goes on; `None` until the first has been taken over.
    whose: Option<Whose>,
    /// What a later version keeps of that session.
    later: Session,
    place: FormerPlace,
    /// The drafts are to be offered as soon as nothing else is open.
    offers: bool,
    /// The drafts that were offered and put off.
    put_off: Vec<Draft>,
    /// What was written last, or is being written.
    written: Option<(Whose, Session)>,
    under_way: bool,
    /// Something happened since the session was last compared with what was written.
    stirred: bool,
    /// Why nothing could be kept the last time.
    pub(super) failed: Option<RecordFailure>,
}

/// Where the reviewer was, and whether to go there.
#[derive(Clone, Debug, Default)]
enum FormerPlace {
    /// Not read yet.
    #[default]
    Unknown,
    /// The plan may not have it yet.
    At(String),
    /// It was gone to, or somebody goes elsewhere.
    Done,
}

impl Model {
    /// Takes in what sessions left.
    pub(super) fn recalled(&mut self, recalled: Recalled) {
        let mut left: BTreeMap<Whose, Session> = BTreeMap::new();
        for (whose, sessions) in recalled.left {
            // The first is the one that is always there, so its place holds.
            let all = left.entry(whose).or_default();
            sessions.into_iter().rev().for_each(|session| all.join(session));
        }
        for (whose, sessions) in recalled.running {
            let drafts = sessions.into_iter().flat_map(|session| session.drafts);
            self.remembering.elsewhere.entry(whose).or_default().extend(drafts);
        }
        self.remembering.left = Some(left);
        if let Some(path) = recalled.damaged {
            self.notice = Some(Notice::SessionDamaged(path));
        } else if let Some(failure) = recalled.failed {
            self.notice = Some(Notice::LinesNotKept(failure));
        }
    }

    /// Goes on with the session of whoever records by now.
    pub(super) fn settle_session(&mut self) -> Vec<Effect> {
        if self.past.is_some() || !self.is_loaded() || self.remembering.left.is_none() {
            return Vec::new();
        }
        let me = self.identity.known().cloned();
        let mut effects = Vec::new();
        if self.remembering.whose.as_ref() != Some(&me) {
            effects = self.change_session(&me);
        }
        self.return_to_former_place();
        self.offer_drafts();
        effects
    }

    fn change_session(&mut self, me: &Whose) -> Vec<Effect> {
        let mut effects = Vec::new();
        let before = self.remembering.whose.replace(me.clone());
        let is_first = before.is_none();
        if let Some(before) = before {
            let mut left = self.session();
            if before.is_none() {
                // Whoever has said by now who they are typed it.
                left.drafts.clear();
            } else {
                self.drafts.clear();
                self.asked_before.clear();
            }
            effects.push(self.write(before.clone(), left.clone()));
            self.left_by(before, left);
        }
        let taken = self.remembering.left.as_mut().and_then(|left| left.remove(me));
        let session = taken.unwrap_or_default();
        let mine = std::mem::take(&mut self.drafts);
        for draft in session.drafts.into_iter().chain(mine) {
            keep(&mut self.drafts, draft);
        }
        let asked = std::mem::take(&mut self.asked_before);
        for query in session.queries.into_iter().chain(asked) {
            self.remember(&query);
        }
        if let (true, FormerPlace::Unknown, Some(place)) = (is_first, &self.remembering.place, session.place)
        {
            self.outline.folds.restore(&self.plan, session.folded);
            self.outline.reveal(&self.plan, self.outline.selected);
            self.remembering.place = FormerPlace::At(place);
        }
        self.remembering.later = Session { unread: session.unread, rest: session.rest, ..Session::default() };
        self.remembering.put_off.clear();
        self.remembering.offers = true;
        effects
    }

    fn left_by(&mut self, whose: Whose, session: Session) {
        if let Some(left) = &mut self.remembering.left {
            left.insert(whose, session);
        }
    }

    /// Selects what was selected, as soon as the plan has it; whoever moves meanwhile stays there.
    fn return_to_former_place(&mut self) {
        let FormerPlace::At(place) = &self.remembering.place else { return };
        let row = match ItemId::parse(place) {
            Ok(id) => self.plan.position(&id).map(Row::Item),
            Err(_) => self.plan.areas.iter().position(|area| area.id.as_str() == place).map(Row::Area),
        };
        if let Some(row) = row {
            self.select(row);
        }
        if row.is_some() || self.is_whole() {
            self.remembering.place = FormerPlace::Done;
        }
    }

    /// Offers to go on with the line that was left last.
    fn offer_drafts(&mut self) {
        if !self.remembering.offers || !self.is_whole() || self.overlay.is_some() {
            return;
        }
        self.remembering.offers = false;
        self.drop_recorded();
        if let Some(draft) = self.drafts.last().or_else(|| self.elsewhere().last()) {
            let more = self.drafts.len() + self.elsewhere().len() - 1;
            let elsewhere = self.drafts.is_empty();
            let draft = Box::new(draft.clone());
            self.overlay = Some(Overlay::Question(Question::TakeUp { draft, more, elsewhere }));
        }
    }

    /// Returns the lines that the reviewer has open in sessions that run still.
    fn elsewhere(&self) -> &[Draft] {
        let whose = self.identity.known().cloned();
        self.remembering.elsewhere.get(&whose).map_or(&[], Vec::as_slice)
    }

    /// Takes up the line that was offered.
    pub(super) fn take_up_offered(&mut self, draft: &Draft) {
        self.drafts.retain(|kept| kept != draft);
        if let Some(drafts) = self.remembering.elsewhere.get_mut(&self.identity.known().cloned()) {
            drafts.retain(|open| open != draft);
        }
        self.take_up(draft.clone());
    }

    /// Puts the lines that were offered off: they stay, and leaving does not ask for them again.
    pub(super) fn put_drafts_off(&mut self) {
        self.remembering.put_off.clone_from(&self.drafts);
        self.remembering.elsewhere.remove(&self.identity.known().cloned());
    }

    /// Tells whether lines were begun in this session and are not recorded.
    pub(super) fn has_new_drafts(&self) -> bool {
        self.drafts.iter().any(|draft| !self.remembering.put_off.contains(draft))
    }

    /// Drops what was recorded before the program ended, and could not be taken from what is kept any more.
    fn drop_recorded(&mut self) {
        let Some(me) = self.identity.known().cloned() else { return };
        let is_recorded = |draft: &Draft| {
            let facts = self.review.facts().iter().rev().filter(|fact| fact.by == me);
            let later = facts.take_while(|fact| draft.after.as_ref().is_none_or(|after| fact.id > *after));
            later.into_iter().any(|fact| draft.became(&fact.deed))
        };
        let is_open = |draft: Draft| match &draft.purpose {
            Purpose::Note(note) => {
                let each = |item: &ItemId| {
                    let note = NoteDraft { item: item.clone(), also: Vec::new(), ..note.clone() };
                    Draft { purpose: Purpose::Note(note), ..draft.clone() }
                };
                let mut open = note.items().filter(|item| !is_recorded(&each(item))).cloned();
                let (item, also) = (open.next()?, open.collect());
                let note = NoteDraft { item, also, ..note.clone() };
                Some(Draft { purpose: Purpose::Note(note), ..draft })
            }
            _ => (!is_recorded(&draft)).then_some(draft),
        };
        let drafts: Vec<Draft> = self.drafts.iter().cloned().filter_map(is_open).collect();
        let elsewhere: Vec<Draft> = self.elsewhere().iter().cloned().filter_map(is_open).collect();
        self.drafts = drafts;
        self.remembering.elsewhere.insert(Some(me), elsewhere);
    }

    /// Remembers that something happened, so that what is kept may be out of date; `touched` where somebody did it here.
    pub(super) fn stir(&mut self, touched: bool) {
        self.remembering.stirred = true;
        if touched && self.is_loaded() {
            self.remembering.place = FormerPlace::Done;
        }
    }

    /// Tells whether the session is to be kept as soon as nothing waits at the keyboard.
    pub fn wants_to_keep(&self) -> bool {
        let Remembering { stirred, under_way, whose, .. } = &self.remembering;
        *stirred && !under_way && whose.is_some() && self.past.is_none()
    }

    /// Keeps the session, where it is not what was written last.
    pub(super) fn keep_session(&mut self) -> Vec<Effect> {
        if !self.wants_to_keep() {
            return Vec::new();
        }
        self.remembering.stirred = false;
        self.unwritten().map_or_else(Vec::new, |(whose, session)| vec![self.write(whose, session)])
    }

    /// Returns the job that keeps what is not kept yet, for the end of the program.
    pub fn last_words(&self) -> Option<Job> {
        if self.past.is_some() {
            return None;
        }
        let (by, session) = self.unwritten()?;
        Some(Job::Remember { by, session: Box::new(session) })
    }

    fn unwritten(&self) -> Option<(Whose, Session)> {
        let now = (self.remembering.whose.clone()?, self.session());
        (self.remembering.written.as_ref() != Some(&now)).then_some(now)
    }

    fn write(&mut self, by: Whose, session: Session) -> Effect {
        self.remembering.under_way = true;
        self.remembering.written = Some((by.clone(), session.clone()));
        Effect::Work(Job::Remember { by, session: Box::new(session) })
    }

    /// Takes in whether the session was kept. A failure is said once, where it matters to somebody.
    pub(super) fn remembered(&mut self, answer: Result<(), RecordFailure>) {
        self.remembering.under_way = false;
        let has_drafts = |(_, session): &(Whose, Session)| session.has_drafts();
        let matters = self.remembering.written.as_ref().is_some_and(has_drafts);
        match answer {
            Ok(()) => self.remembering.failed = None,
            Err(failure) => {
                if matters && self.remembering.failed.is_none() {
                    self.notice = Some(Notice::LinesNotKept(failure.clone()));
                }
                if matters {
                    self.remembering.failed = Some(failure);
                }
                self.remembering.written = None;
            }
        }
    }

    /// Returns what this session leaves as it is now.
    fn session(&self) -> Session {
        let mut drafts = self.drafts.clone();
        let open = self.line().map(Line::typed);
        for draft in self.recording.typed().cloned().chain(open) {
            keep(&mut drafts, draft);
        }
        let mut queries = self.asked_before.clone();
        let typed = match &self.overlay {
            Some(Overlay::Search(search)) => search.line.input.typed(),
            Some(Overlay::Filter(filter)) => filter.line.input.typed(),
            _ => "",
        };
        add_query(&mut queries, typed);
        let row = self.outline.selected;
        let place = match row {
            Row::Area(index) => self.plan.areas.get(index).map(|area| area.id.as_str().to_owned()),
            Row::Item(index) => self.plan.items.get(index).map(|item| item.id.to_string()),
        };
        let filter = self.outline.filter.as_ref();
        let folds = filter.map_or(&self.outline.folds, |filter| filter.folds());
        Session { place, folded: folds.ids(&self.plan), queries, drafts, ..self.remembering.later.clone() }
    }
}
