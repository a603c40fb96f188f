//! Documents made of a plan and its review: tables, JSON, messages. Knows no files and no terminal.

mod actions;
mod bar;
mod baseline;
mod blame;
mod carrying;
mod changes;
mod changes_entry;
mod changes_facts;
mod changes_markdown;
mod clashes;
mod commit_message;
mod decisions;
mod entries;
mod history;
mod json;
mod line;
mod list;
mod markdown;
mod meeting;
mod meeting_entry;
mod meeting_sheet;
mod merge_message;
mod minutes;
mod overview;
mod plan_file;
mod problems;
mod publish_message;
mod sheet;
pub mod stance;
mod summary;
mod table;
mod threads;
mod undoable;

pub use actions::actions;
pub use bar::{bar, legend};
pub use baseline::baseline;
pub use blame::{BlameEntry, blame, blame_entries};
pub use carrying::{cannot_carry, carried_by, carry_state, reasons_told, roles};
pub use changes::{
    ChangeCounts, area_changes, area_head, area_title, changed_since, changes, changes_whole, item_as_it_was,
    item_changes, item_head, item_records, item_title, one_sided_item,
};
pub use changes_entry::ChangesEntry;
pub use changes_markdown::changes_markdown;
pub use clashes::{ClashEntry, SidesEntry};
pub use commit_message::commit_message;
pub use decisions::{decision_texts, follow_up_told, other_decisions, verdict_told};
pub use entries::{ClauseEntry, Entry, clauses, entries, item as entry, unread};
pub use history::{cut, history, passage_title, passages};
pub use json::envelope;
pub use line::{Emphasis, Line};
pub use list::{Selection, list};
pub use meeting::{
    Places, Proceeding, action_name, action_undated, agenda_counts, decided_counts, item_name, meeting_name,
    meeting_title, outcome_name, proceedings, proceedings_and_places, progress_sign,
};
pub use meeting_entry::{ActionEntry, MeetingEntry};
pub use meeting_sheet::{meeting_list, meeting_sheet};
pub use merge_message::merge_message;
pub use minutes::minutes;
pub use overview::{OverviewEntry, action, action_counts, action_sign, day_name, overview};
pub use plan_file::plan_file;
pub use problems::{Counts, ProblemEntry, fact_said, problem, problem_entry};
pub use publish_message::publish_message;
pub use sheet::sheet;
pub use summary::{recorded_by, recorded_in_bulk, reviewer_name, source_changed, summary, suspect};
pub use table::{Align, Cell, Row, number, table};
pub use threads::{ThreadEntry, note_said, note_states, notes_of, short, threads};
pub use undoable::undoable;
