//! The order of relevance: one statement a tier of the search, so that the worse tiers, which are the
//! larger ones, are read only for pages that reach them.

use super::{
    cursor::{Cursor, Key},
    filter::{Fragment, Resolved},
    list::{ListQuery, limit},
    render::{ITEM_COLUMNS, ITEM_JOINS},
    search::{Search, Tier},
};

/// The tiers that a page may reach: all, or those from the cursor's on.
pub(super) fn tiers(cursor: Option<&Cursor>) -> impl Iterator<Item = Tier> + use<> {
    let first = match cursor.and_then(|cursor| cursor.keys.first()) {
        Some(Key::Number(tier)) => usize::try_from(*tier).unwrap_or(usize::MAX),
        _ => 0,
    };
    Tier::ALL.into_iter().skip(first)
}

/// The rows of one tier behind the cursor. In the last one the name says nothing about the match:
/// its rows come in the order of their ids, as FTS5 finds them, and no more are read than are shown.
pub(super) fn statement(
    query: &ListQuery,
    resolved: &Resolved,
    search: &Search,
    tier: Tier,
) -> Fragment {
    let length = match tier {
        Tier::Elsewhere => "0",
        _ => "length(p.name)",
    };
    let mut sql = Fragment::default();
    sql.push_sql("WITH page (id, length) AS MATERIALIZED (SELECT p.id, ");
    sql.push_sql(length);
    sql.push_sql(
        " FROM product_search found CROSS JOIN products p ON p.id = found.rowid \
         WHERE found.product_search MATCH ? AND p.is_active = 1",
    );
    sql.bind(search.tier(tier));
    sql.push(&resolved.beside_search(None));
    if let Some(cursor) = query
        .cursor
        .as_ref()
        .filter(|cursor| begins_in(cursor, tier))
    {
        if tier == Tier::Elsewhere {
            sql.push_sql(" AND found.rowid > ?");
        } else {
            sql.push_sql(" AND (length(p.name), p.id) > (?, ?)");
            sql.bind(cursor.keys[1].clone());
        }
        sql.bind(cursor.id);
    }
    sql.push_sql(match tier {
        Tier::Elsewhere => " ORDER BY found.rowid LIMIT ?)",
        _ => " ORDER BY length(p.name), p.id LIMIT ?)",
    });
    sql.bind(limit(query));
    let number = tier as i64;
    sql.push_sql(&format!(
        " SELECT {ITEM_COLUMNS}, {number}, page.length FROM page \
         JOIN products p ON p.id = page.id {ITEM_JOINS} ORDER BY page.length, page.id"
    ));
    sql
}

fn begins_in(cursor: &Cursor, tier: Tier) -> bool {
    cursor.keys.first() == Some(&Key::Number(tier as i64)) && cursor.keys.len() == 2
}
