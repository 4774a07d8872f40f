extension Templates {
  static let portfolio = """
    {{<shell}}{{$main}}
    {{#isEmpty}}<section><p class="empty">There is no client yet. Make one: headway tenant create SLUG --name NAME --timezone ZONE</p></section>{{/isEmpty}}
    {{^isEmpty}}<section>
    {{#order}}{{>choice}}{{/order}}
    {{#clients}}{{>table}}{{/clients}}
    </section>{{/isEmpty}}
    {{/main}}{{/shell}}
    """
}
