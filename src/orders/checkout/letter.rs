//! The letter that confirms an order.

use rusqlite::Connection;
use uuid::Uuid;

use super::place::Order;
use crate::{
    mail::{
        layout::Page,
        outbox::{Letter, enqueue},
    },
    settings::PaymentMethod,
};

/// Puts it into the outbox.
pub(super) fn confirm(
    tx: &Connection,
    order: &Order<'_>,
    id: Uuid,
    number: &str,
) -> rusqlite::Result<()> {
    let shop = &order.settings.shop_name;
    enqueue(
        tx,
        &Letter {
            kind: "order_confirmation",
            recipient: order.request.email.clone(),
            subject: format!("Your order {number} at {shop}"),
            body: body(order, number),
            order_id: Some(id),
        },
    )
}

fn body(order: &Order<'_>, number: &str) -> String {
    let currency = order.settings.currency;
    let amount = |minor: i64| format!("{} {}", currency.format(minor), currency.code());
    let quote = &order.look.quote;
    let mut page = Page::default();
    page.paragraph(&format!("Thank you for your order {number}."));
    for (line, priced) in order.look.contents.lines.iter().zip(&quote.lines) {
        let goods = format!("{} × {}", line.quantity, line.good.name);
        page.row(&goods, &amount(priced.line_total));
    }
    if quote.discount_total > 0 {
        page.row("Discount", &format!("-{}", amount(quote.discount_total)));
    }
    if let Some(shipping) = &quote.shipping {
        page.row(&shipping.name, &amount(shipping.price));
    }
    if quote.tax_total > 0 {
        let tax = match order.settings.prices_include_tax {
            true => "Tax (contained)",
            false => "Tax",
        };
        page.row(tax, &amount(quote.tax_total));
    }
    page.row("Total", &amount(quote.total));
    page.paragraph(&how_to_pay(order, number));
    page.signed(&order.settings.shop_name)
}

fn how_to_pay(order: &Order<'_>, number: &str) -> String {
    if order.look.quote.total == 0 {
        return "There is nothing to pay.".to_owned();
    }
    match order.request.payment_method {
        PaymentMethod::BankTransfer => {
            let hours = order.settings.order_expiry_hours;
            format!("Please transfer the total within {hours} hours and name the order {number}.")
        }
        PaymentMethod::CashOnDelivery => "You pay when it is delivered.".to_owned(),
        PaymentMethod::Pickup => "You pay when you pick it up.".to_owned(),
        PaymentMethod::Dummy => "It is paid.".to_owned(),
    }
}
