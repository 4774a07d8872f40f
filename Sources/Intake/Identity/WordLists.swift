/// Words that look like data and are none. One a line, lower-case; a line may hold several.
enum WordLists {
  /// Local parts of addresses that a department reads, or nobody: they would join strangers.
  static let roleMailboxes = words(
    """
    abuse accounting accounts accountspayable accountsreceivable adm admin administration administrator alerts all ap ar
    atendimento bestellung bewerbung billing board booking bookings bounce bounces buchhaltung career careers
    comercial company compliance connect contact contact-us contacto contactus contato customer-service customercare
    customerservice customersupport datenschutz development do-not-reply do_not_reply donotreply einkauf email empfang
    enquiries enquiry events everybody everyone export facturacion facturation feedback finance finances financeiro
    frontdesk general hello help helpdesk hostmaster hr human-resources inbox info infos information informacion
    informations inquiries inquiry invest investor-relations investors invoice invoices invoicing it jobs kontakt
    kundenservice legal logistics mail mailbox mailer-daemon mailerdaemon management marketing media members membership
    moderator my-account newsletter news no-reply no.reply no_reply nobody noc noreply no-replay notification
    notifications notify office operations ops order orders owner partner partners partnership partnerships payments
    payroll personal post postmaster pr presse press privacy procurement project projects purchase purchasing question
    questions reception recepcao recruiting recruitment registration reply request requests reservations returns root
    sales sales-team salesteam sekretariat secretariat secretary security service services shipping shop social staff
    store subscribe subscription subscriptions suporte support supportteam sysadmin system team tech technical
    techsupport undisclosed-recipients unsubscribe updates usenet uucp vendas ventas verkauf vertrieb web webadmin
    webmaster website welcome
    """)

  /// What forms and exports write where there is nothing.
  static let placeholders = words(
    """
    n/a na null none unknown - -- anonymous #n/a #null! nil undefined nan (null) (none) (unset)
    not-available notavailable not_available unset
    """
  ).union(["not available", "not set", "(not set)", "[object object]", "not provided", "no value"])

  /// Companies that are no company, so that people who write them share no account.
  static let companyStops = words(
    """
    n/a na none null nil unknown - -- . .. x xx xxx self self-employed selfemployed self_employed freelance freelancer
    freelancing freelances independent indépendant individual personal private privat student students retired
    unemployed homemaker consultant contractor test testing tbd confidential undisclosed stealth company mycompany home
    me myself nothing no #n/a undefined nan anonymous autónomo autônomo selbstständig selbständig freiberufler freiberuflich
    """
  ).union([
    "self employed", "n.a.", "n. a.", "not applicable", "not available", "not employed", "between jobs",
    "looking for work", "open to work", "sole trader", "sole proprietor", "my company", "stealth startup",
    "stealth mode", "own business", "home office", "independent consultant", "independent contractor",
    "freelance consultant", "school", "university", "no company", "(not set)", "not set", "not provided",
  ])

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
