//! The rules of counting, each as a test that reads like it.

use std::{num::NonZeroI64, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::tracking::{recount::Numbers, sums::Taken};

/// What a product has counted after these events, in their order.
fn counted(product: i64, events: &[Event]) -> Numbers {
    let mut looks = Looks::default();
    let mut numbers = Numbers::default();
    for event in events {
        let repeats = looks.repeats(event);
        each(event, repeats, |of, tally| {
            if of == product {
                numbers.add(&tally);
            }
        });
    }
    numbers
}

fn somebody(n: i64) -> Option<VisitorId> {
    NonZeroI64::new(n).map(VisitorId)
}

fn on(product: i64, action: Action, visitor: Option<VisitorId>, at: i64) -> Event {
    let context = None;
    let what = What::Product {
        product,
        action,
        context,
    };
    Event { at, visitor, what }
}

fn page(ids: &[i64], visitor: Option<VisitorId>, at: i64) -> Event {
    let what = What::Listing { ids: ids.into() };
    Event { at, visitor, what }
}

fn cart(product: i64, added: bool) -> Event {
    let what = What::Cart {
        product,
        cart: 1,
        units: 3,
        amount: 300,
        added,
    };
    Event {
        at: 0,
        visitor: None,
        what,
    }
}

#[test]
fn every_kind_of_view_is_a_view() {
    let ids: Arc<[i64]> = [7].into();
    let pages = [
        What::Listing {
            ids: Arc::clone(&ids),
        },
        What::Search {
            ids: Arc::clone(&ids),
            query: "mug".into(),
            first: true,
        },
        What::Category {
            ids,
            slug: "mugs".into(),
        },
    ];
    let mut events: Vec<Event> = pages
        .into_iter()
        .map(|what| Event {
            at: 0,
            visitor: None,
            what,
        })
        .collect();
    for action in [Action::DetailView, Action::View, Action::ImageView] {
        events.push(on(7, action, None, 0));
    }
    assert_eq!(counted(7, &events).views, 6);
    assert_eq!(counted(7, &events).clicks, 0);
}

#[test]
fn a_page_is_a_view_of_each_product_on_it() {
    let events = [page(&[1, 2, 3], None, 0), page(&[2], None, 0)];
    assert_eq!(
        [1, 2, 3, 4].map(|id| counted(id, &events).views),
        [1, 2, 1, 0]
    );
}

#[test]
fn clicks_are_clicks_and_cart_additions() {
    let events = [on(7, Action::Click, None, 0), cart(7, true)];
    let numbers = counted(7, &events);
    assert_eq!(
        (numbers.clicks, numbers.cart_adds, numbers.views),
        (2, 1, 0)
    );
}

#[test]
fn taking_out_of_the_cart_lowers_nothing() {
    let with = counted(7, &[cart(7, true), cart(7, false), cart(7, false)]);
    assert_eq!(with, counted(7, &[cart(7, true)]));
}

#[test]
fn shares_and_reviews_move_no_counter() {
    let actions = [Action::Share, Action::ContactSeller, Action::Review];
    let events = actions.map(|action| on(7, action, None, 0));
    assert_eq!(counted(7, &events), Numbers::default());
}

#[test]
fn favourites_never_fall_below_zero() {
    let liked = |liked: bool| {
        let action = if liked {
            Action::Favorite
        } else {
            Action::Unfavorite
        };
        on(7, action, None, 0)
    };
    let after =
        |steps: &[bool]| counted(7, &steps.iter().map(|s| liked(*s)).collect::<Vec<_>>()).favorites;
    assert_eq!(after(&[true, true, false]), 1);
    assert_eq!(after(&[false, false, true]), 1);
    assert_eq!(after(&[true, false, false, true]), 1);
}

#[test]
fn a_purchase_counts_once_for_each_product_in_it() {
    let line = |product, units| Line {
        product,
        units,
        amount: i64::from(units) * 100,
    };
    let what = What::Purchase {
        cart: 0,
        lines: [line(7, 1), line(8, 5), line(7, 2)].into(),
    };
    let events = [Event {
        at: 0,
        visitor: None,
        what,
    }];
    let seven = counted(7, &events);
    assert_eq!(
        (seven.purchases, seven.units_sold, seven.revenue),
        (1, 3, 300)
    );
    let eight = counted(8, &events);
    assert_eq!(
        (eight.purchases, eight.units_sold, eight.revenue),
        (1, 5, 500)
    );
}

#[test]
fn the_same_look_within_a_second_counts_once() {
    let look = |at| on(7, Action::DetailView, somebody(1), at);
    assert_eq!(counted(7, &[look(0), look(999)]).views, 1);
    assert_eq!(counted(7, &[look(0), look(1_000)]).views, 2);
    assert_eq!(
        counted(7, &[look(1_900), look(2_100)]).views,
        1,
        "also across a second's end"
    );
    assert_eq!(
        counted(7, &[look(0), look(600), look(1_200)]).views,
        2,
        "a second after what counted"
    );
    assert_eq!(
        counted(7, &[look(500), look(0)]).views,
        1,
        "also when they arrive the other way"
    );
}

#[test]
fn another_visitor_product_or_action_is_no_repeat() {
    let first = on(7, Action::DetailView, somebody(1), 0);
    for (other, views) in [
        (on(7, Action::DetailView, somebody(2), 10), 2),
        (on(8, Action::DetailView, somebody(1), 10), 1),
        (on(7, Action::ImageView, somebody(1), 10), 2),
        (page(&[7], somebody(1), 10), 2),
    ] {
        assert_eq!(counted(7, &[first.clone(), other]).views, views);
    }
}

#[test]
fn clicks_are_never_repeats() {
    let click = on(7, Action::Click, somebody(1), 0);
    assert_eq!(counted(7, &[click.clone(), click]).clicks, 2);
}

#[test]
fn a_page_repeats_product_by_product() {
    let events = [
        page(&[1, 2], somebody(1), 0),
        page(&[2, 3, 2], somebody(1), 500),
    ];
    assert_eq!([1, 2, 3].map(|id| counted(id, &events).views), [1, 1, 1]);
}

#[test]
fn visitors_who_are_not_told_apart_are_never_merged() {
    let look = on(7, Action::DetailView, None, 0);
    assert_eq!(counted(7, &[look.clone(), look.clone(), look]).views, 3);
}

#[test]
fn popularity_halves_in_seven_days() {
    const WEEK: i64 = 7 * 86_400_000;
    let now = HEAT_EPOCH + 50 * WEEK;
    assert!((heat(1.0, now) / heat(1.0, now - WEEK) - 2.0).abs() < 1e-9);
    // Two views of last week are one of today.
    assert!((heat(2.0, now - WEEK) - heat(1.0, now)).abs() < 1e-3);
    assert!(popularity(heat(1.0, now)) > popularity(heat(1.9, now - WEEK)));
    assert!(popularity(heat(1.0, now)) < popularity(heat(2.1, now - WEEK)));
    assert_eq!(popularity(0.0), 0);
    let there_and_back = heat_of(popularity(heat(5.0, now))) / heat(5.0, now);
    assert!((there_and_back - 1.0).abs() < 1e-3, "{there_and_back}");
}

#[test]
fn a_product_in_a_list_is_no_more_popular_for_it() {
    assert_eq!(counted(7, &[page(&[7], None, HEAT_EPOCH)]).heat, 0.0);
}

#[test]
fn memory_for_repeats_is_bounded() {
    let mut looks = Looks::default();
    for n in 0..REMEMBERED as i64 + 10_000 {
        looks.repeats(&on(n, Action::View, somebody(1), 5));
    }
    assert!(looks.this.len() <= REMEMBERED);
    looks.repeats(&on(1, Action::View, somebody(1), 1_005));
    assert!(looks.before.len() <= REMEMBERED && looks.this.len() == 1);
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0_u8..9, 1_i64..6, 0_i64..3, 0_i64..400, 1_u32..4).prop_map(
        |(kind, product, visitor, wait, units)| {
            let visitor = somebody(visitor);
            let mut event = match kind {
                0 => page(&[product, product % 5 + 1, 9], visitor, 0),
                1 => on(product, Action::DetailView, visitor, 0),
                2 => on(product, Action::View, visitor, 0),
                3 => on(product, Action::Click, visitor, 0),
                4 => on(product, Action::Favorite, visitor, 0),
                5 => on(product, Action::Unfavorite, visitor, 0),
                6 => cart(product, units > 1),
                7 => on(product, Action::Share, visitor, 0),
                _ => {
                    let line = |product| Line {
                        product,
                        units,
                        amount: 100,
                    };
                    let lines = [line(product), line(product % 5 + 1), line(product)].into();
                    let what = What::Purchase { cart: 1, lines };
                    Event {
                        at: 0,
                        visitor,
                        what,
                    }
                }
            };
            event.at = wait;
            event
        },
    );
    // Mostly forwards in time, as events come.
    prop::collection::vec(event, 0..200).prop_map(|mut events| {
        let mut now = HEAT_EPOCH;
        for event in &mut events {
            now += event.at - 20;
            event.at = now;
        }
        events
    })
}

proptest! {
    /// Favourites summed up in batches are those counted one by one.
    #[test]
    fn batches_of_a_floored_count_compose(steps in prop::collection::vec(prop::bool::ANY, 0..60), cut in 0_usize..60) {
        let step = |liked: &bool| if *liked { 1 } else { -1 };
        let one_by_one = steps.iter().fold(0, |count: i64, s| (count + step(s)).max(0));
        let cut = cut.min(steps.len());
        let sum = |part: &[bool]| part.iter().fold(Floored::NOTHING, |f, s| f.then(step(s)));
        prop_assert_eq!(sum(&steps[cut..]).apply(sum(&steps[..cut]).apply(0)), one_by_one);
    }

    /// However a stream of events is cut into batches, it adds up to the same.
    #[test]
    fn batching_changes_nothing(events in events(), size in 1_usize..50) {
        let mut looks = Looks::default();
        let taken: Vec<Taken> = events
            .iter()
            .map(|event| Taken { repeats: looks.repeats(event), event: event.clone() })
            .collect();
        let mut whole = std::collections::BTreeMap::<i64, (i64, i64)>::new();
        for batch in taken.chunks(size) {
            let sums = crate::tracking::sums::Sums::of(batch);
            for (product, tally) in sums.by_product() {
                whole.entry(product).or_default().0 += tally.views + 10_000 * tally.clicks;
            }
            for (product, floored) in &sums.favorites {
                let count = &mut whole.entry(*product).or_default().1;
                *count = floored.apply(*count);
            }
        }
        for (product, (sum, favorites)) in whole {
            let numbers = counted(product, &events);
            prop_assert_eq!(sum, numbers.views + 10_000 * numbers.clicks);
            prop_assert_eq!(favorites, numbers.favorites);
        }
    }
}
