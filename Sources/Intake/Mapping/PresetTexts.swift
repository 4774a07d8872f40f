/// The presets' YAML. Column names as exports carry them; comments say what was decided.
enum PresetTexts {
  static let hubspotLeads = """
    external_id: [Record ID, Contact ID, hs_object_id, vid, id]
    email: [Email, email, property_email]
    phone: [Phone Number, Mobile Phone Number, phone, mobilephone]
    linkedin: [LinkedIn URL, LinkedIn Profile, hs_linkedin_url, LinkedIn Bio]
    first_name: [First Name, firstname, property_firstname]
    last_name: [Last Name, lastname, property_lastname]
    title: [Job Title, jobtitle, property_jobtitle]
    company: [Company Name, Associated Company, company, property_company]
    domain: [Website URL, website]
    # HubSpot's own "first touch"; offline sources and imports have no better name.
    channel:
      from: [Original Source, Original Traffic Source, hs_analytics_source]
      values:
        Organic Search: organic_search
        Paid Search: paid_search
        Paid Social: paid_social
        Organic Social: social
        Social Media: social
        Email Marketing: email
        Referrals: referral
        Direct Traffic: direct
        Offline Sources: offline
        Other Campaigns: other
        AI Referrals: referral
    # Evangelists are customers who talk about it; "other" says nothing about how far somebody has come.
    stage:
      from: [Lifecycle Stage, lifecyclestage]
      values:
        subscriber: lead
        lead: lead
        marketingqualifiedlead: mql
        salesqualifiedlead: sql
        opportunity: opportunity
        customer: customer
        evangelist: customer
        other: null
    created_at:
      from: [Create Date, createdate, property_createdate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    updated_at:
      from: [Last Modified Date, lastmodifieddate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    mql_at:
      from: [Became a Marketing Qualified Lead Date, hs_lifecyclestage_marketingqualifiedlead_date]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    sql_at:
      from: [Became a Sales Qualified Lead Date, hs_lifecyclestage_salesqualifiedlead_date]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    opportunity_at:
      from: [Became an Opportunity Date, hs_lifecyclestage_opportunity_date]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    customer_at:
      from: [Became a Customer Date, hs_lifecyclestage_customer_date]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    account.industry: [Industry, industry]
    account.employees: [Number of Employees, numemployees, numberofemployees]
    account.annual_revenue: [Annual Revenue, annualrevenue, property_annualrevenue]
    """

  static let hubspotDeals = """
    deal_id: [Record ID, Deal ID, hs_object_id, deal_id, dealid]
    external_id: [Associated Contact IDs, Associated Contact ID, contact_id]
    email: [Associated Contact Email, Contact Email, Email]
    amount: [Amount in company currency, Amount, amount, property_amount]
    currency: [Currency, deal_currency_code, Deal Currency Code]
    # Every pipeline names its own open stages; only the two closed ones are HubSpot's.
    status:
      from: [Deal Stage, dealstage, deal_stage]
      values: { closedwon: won, won: won, closedlost: lost, lost: lost, "*": open }
    created_at:
      from: [Create Date, createdate, property_createdate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    closed_at:
      from: [Close Date, closedate, property_closedate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    updated_at:
      from: [Last Modified Date, hs_lastmodifieddate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy, epoch_millis]
    """

  static let salesforceLeads = """
    external_id: [Lead ID, Id]
    email: [Email]
    phone: [Phone, MobilePhone, Mobile]
    linkedin: [LinkedIn, LinkedIn URL, LinkedIn__c, LinkedIn_URL__c]
    first_name: [First Name, FirstName]
    last_name: [Last Name, LastName]
    name: [Name, Full Name]
    title: [Title]
    company: [Company / Account, Company]
    domain: [Website]
    channel: [Lead Source, LeadSource]
    # The statuses a new org has; an org with its own adds them in a map of its own.
    stage:
      from: [Lead Status, Status]
      values:
        Open - Not Contacted: lead
        New: lead
        Open: lead
        Working - Contacted: lead
        Working: lead
        Contacted: lead
        Nurturing: lead
        Qualified: sql
        Closed - Converted: opportunity
        Converted: opportunity
        Closed - Not Converted: disqualified
        Unqualified: disqualified
    created_at:
      from: [Create Date, Created Date, CreatedDate]
      format: [iso, "yyyy-MM-dd'T'HH:mm:ss.SZ", M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy]
    updated_at:
      from: [Last Modified Date, Last Modified, LastModifiedDate]
      format: [iso, "yyyy-MM-dd'T'HH:mm:ss.SZ", M/d/yyyy h:mm a, M/d/yyyy H:mm, M/d/yyyy]
    opportunity_at:
      from: [Converted Date, ConvertedDate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy]
    account.industry: [Industry]
    account.employees: [Employees, NumberOfEmployees, "No. of Employees"]
    account.annual_revenue: [Annual Revenue, AnnualRevenue]
    """

  static let salesforceDeals = """
    deal_id: [Opportunity ID, Id]
    external_id: [Lead ID, Contact ID, ContactId, Primary Contact ID]
    email: [Email, Contact Email, "Primary Contact: Email"]
    amount: [Amount]
    currency: [Amount Currency, Currency, Opportunity Currency, CurrencyIsoCode]
    status:
      from: [Stage, StageName]
      values: { Closed Won: won, Closed Lost: lost, "*": open }
    created_at:
      from: [Created Date, Create Date, CreatedDate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy]
    closed_at:
      from: [Close Date, CloseDate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy]
    updated_at:
      from: [Last Modified Date, LastModifiedDate]
      format: [iso, M/d/yyyy h:mm a, M/d/yyyy]
    """

  static let pipedriveLeads = """
    external_id: [Person - ID, ID]
    email: [Person - Email - Work, Person - Email (Work), Person - Email, Person - Email - Other, Email]
    phone: [Person - Phone - Work, Person - Phone (Work), Person - Phone, Phone]
    linkedin: [Person - LinkedIn, Person - LinkedIn profile, LinkedIn]
    first_name: [Person - First name, First name]
    last_name: [Person - Last name, Last name]
    name: [Person - Name, Name]
    title: [Person - Job title, Job title]
    company: [Person - Organization, Organization - Name, Organization]
    domain: [Organization - Website, Organization - Domain]
    channel: [Lead - Source, Lead - Source channel, Source]
    created_at: [Person - Person created, Lead - Lead created, Person created]
    updated_at: [Person - Update time, Update time]
    account.industry: [Organization - Industry]
    account.label: [Organization - Label]
    account.address: [Organization - Address]
    """

  static let pipedriveDeals = """
    deal_id: [Deal - ID, ID]
    external_id: [Person - ID, Deal - Contact person ID]
    email: [Person - Email - Work, Person - Email (Work), Person - Email]
    status: [Deal - Status, Status]
    amount: [Deal - Value, Value]
    currency: [Deal - Currency of value, Deal - Currency, Currency]
    created_at: [Deal - Deal created, Deal created]
    # The won time is missing in some accounts; a deal is won or lost, never both.
    closed_at: [Deal - Won time, Deal - Lost time, Deal - Deal closed on, Deal closed on]
    updated_at: [Deal - Update time, Update time]
    """
}
