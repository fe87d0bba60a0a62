<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>concentration</sld:Name>
  <sld:UserStyle>
   <sld:Name>concentration</sld:Name>
   <sld:Title>浓度 / Concentration</sld:Title>
   <sld:Abstract>各物质浓度的默认等比分级 / Default geometric classes of concentration</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#cdeac0" quantity="0.003" label="&lt; 0.003"/>
       <sld:ColorMapEntry color="#a9dcb0" quantity="0.01" label="0.003 - 0.01"/>
       <sld:ColorMapEntry color="#7fcdbb" quantity="0.03" label="0.01 - 0.03"/>
       <sld:ColorMapEntry color="#52bcc2" quantity="0.1" label="0.03 - 0.1"/>
       <sld:ColorMapEntry color="#2fa6c6" quantity="0.3" label="0.1 - 0.3"/>
       <sld:ColorMapEntry color="#1d8bbf" quantity="1.0" label="0.3 - 1"/>
       <sld:ColorMapEntry color="#216eb0" quantity="3.0" label="1 - 3"/>
       <sld:ColorMapEntry color="#25509d" quantity="10.0" label="3 - 10"/>
       <sld:ColorMapEntry color="#2b3487" quantity="30.0" label="10 - 30"/>
       <sld:ColorMapEntry color="#3a1a6b" quantity="100.0" label="30 - 100"/>
       <sld:ColorMapEntry color="#4a0a4f" quantity="1e30" label="&gt;= 100"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
