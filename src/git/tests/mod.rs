//! Tests of the module against the real `git`, in repositories made for the occasion.

mod blobs;
mod commits;
mod environment;
mod hostile;
mod identities;
mod merging;
mod names;
mod places;
mod races;
mod redirects;
mod refusals;
mod remotes;
mod running;
mod staged;
mod states;
mod temp_repository;
mod unreadable;
mod walks;
