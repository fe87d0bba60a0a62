<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>status</sld:Name>
  <sld:UserStyle>
   <sld:Name>status</sld:Name>
   <sld:Title>依据状态 / Status of the evidence</sld:Title>
   <sld:Abstract>网格等级的依据 / What the level of a cell rests on</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="values">
       <sld:ColorMapEntry color="#ffffff" quantity="0" opacity="0" label="普通 / ordinary"/>
       <sld:ColorMapEntry color="#5b3a8c" quantity="1" label="至少(斜线) / at least (hatched)"/>
       <sld:ColorMapEntry color="#6b7f3a" quantity="2" label="无常住人口(斜线) / no resident population (hatched)"/>
       <sld:ColorMapEntry color="#9e9e9e" quantity="3" label="未知(斜线) / unknown (hatched)"/>
      </sld:ColorMap>
      <sld:VendorOption name="hatched">1</sld:VendorOption>
      <sld:VendorOption name="hatched">2</sld:VendorOption>
      <sld:VendorOption name="hatched">3</sld:VendorOption>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
