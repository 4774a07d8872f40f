/// Common names, put together at random; whoever bears one is not meant.
enum Names {
  static let american = (
    first: [
      "James", "Maria", "Robert", "Aisha", "Michael", "Priya", "David", "Emily", "Carlos", "Hannah", "Kevin", "Grace",
      "Omar", "Laura", "Brian", "Mei", "Anthony", "Rachel", "Luis", "Nicole", "Tyler", "Sofia", "Marcus", "Jenna",
    ],
    last: [
      "Carter", "Nguyen", "Johnson", "Patel", "Rivera", "Kim", "Walsh", "Brooks", "Cohen", "Ramirez", "Foster", "Lee",
      "Sullivan", "Diaz", "Hughes", "Okafor", "Bennett", "Russo", "Chen", "Morgan", "O'Brien", "Price", "Singh", "Ward",
    ]
  )

  static let european = (
    first: [
      "Oliver", "Charlotte", "Jürgen", "Amelia", "Lukas", "Fiona", "Sven", "Priyanka", "Thomas", "Anneke", "George",
      "Katharina", "Niamh", "Pieter", "Zoë", "Matthias", "Imogen", "Declan", "Birgit", "Rahul", "Eleanor", "Jörg",
    ],
    last: [
      "Whitfield", "Müller", "van Dijk", "Hargreaves", "Schäfer", "Byrne", "Patel", "Krüger", "de Vries", "Clarke",
      "Fischer", "Kelly", "Ashworth", "Weber", "Jansen", "Thornton", "Groß", "Murphy", "Bakker", "Lindqvist", "Shah",
    ]
  )

  static let brazilian = (
    first: [
      "João", "Maria", "Antônio", "Ana", "José", "Francisca", "Luiz", "Juliana", "Márcia", "Paulo", "Fernanda", "Caio",
      "Beatriz", "Rafael", "Camila", "Thiago", "Patrícia", "Mateus", "Luciana", "André", "Larissa", "Sérgio",
    ],
    last: [
      "Silva", "Santos", "Oliveira", "Souza", "Pereira", "Lima", "Carvalho", "Araújo", "Ribeiro", "Gonçalves",
      "Barbosa",
      "Rocha", "Nascimento", "Moreira", "Teixeira", "Conceição", "Magalhães", "Farias", "Brandão", "Assunção",
    ]
  )

  /// Beginnings of company names in English.
  static let stems = [
    "Brightpath", "Northgate", "Harborline", "Cedarfield", "Quillmark", "Stonebridge", "Fernhollow", "Bluewater",
    "Ironvale", "Maplecrest", "Silverrun", "Oakmere", "Juniper", "Westbrook", "Lanternhill", "Redpine", "Clearbrook",
    "Tidewell", "Goldcrest", "Ashgrove", "Foxglove", "Highmoor", "Larchwood", "Millrace", "Pinnacle", "Ravenscar",
    "Summerfield", "Thistledown", "Umberlight", "Windermark", "Yarrow", "Amberley", "Birchgate", "Copperleaf",
    "Driftwood", "Elmstead", "Fairhaven", "Greystone", "Hawthorn", "Ivybridge", "Kingsmere", "Longmeadow",
  ]

  static let brazilianStems = [
    "Sabiá", "Ipê", "Jacarandá", "Maracujá", "Bem-te-vi", "Pitanga", "Caju", "Aurora", "Mandacaru", "Vitória-Régia",
    "Beira-Mar", "Serra Azul", "Girassol", "Flor de Lis", "Alvorada", "Estrela", "Canário", "Araucária", "Jabuticaba",
    "Açaí", "Cerrado", "Horizonte", "Lua Nova", "Manacá",
  ]
}
