//! souk: a whole marketplace in one file.
//!
//! The rooms of the house and the arrows between them are in `ARCHITECTURE.md`.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod analytics;
pub mod app;
pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod demo;
pub mod exchange;
pub mod exposition;
pub mod favorites;
pub mod histogram;
pub mod http;
pub mod mail;
pub mod media;
pub mod money;
pub mod operations;
pub mod orders;
pub mod people;
pub mod pricing;
pub mod reviews;
pub mod sellers;
pub mod settings;
pub mod setup;
pub mod store;
pub mod time;
pub mod tracking;
pub mod web;
